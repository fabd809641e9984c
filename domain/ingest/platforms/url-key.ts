/** Keys that stand in the address itself, for what a platform sends unsigned. */
import { randomBytes } from "node:crypto";

/** A new key: 32 random bytes. The prefix keeps it from ever being tried as a signing secret. */
export function generateUrlKey(): string {
  return `vigilurl_${randomBytes(32).toString("base64url")}`;
}
