/** Keys that stand in the address itself, for what a platform sends unsigned. */
import { randomBytes } from "node:crypto";

/** A new key: 32 random bytes. The prefix keeps it from ever being tried as a signing secret. */
export function generateUrlKey(): string {
  return `vigilurl_${randomBytes(32).toString("base64url")}`;
}

/** A signing secret of the platform, or a key made by `generateUrlKey`. */
export const SIGNING_SECRET_OR_URL_KEY = /^(?:(?!vigilurl_)\S{8,500}|vigilurl_[A-Za-z0-9_-]{43,100})$/;
