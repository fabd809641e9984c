/** Keys that stand in the address itself, for what a platform sends unsigned. */
import { randomBytes } from "node:crypto";

const PREFIX = "vigilurl_";

/** A new key: 32 random bytes. The prefix keeps it from ever being tried as a signing secret. */
export function generateUrlKey(): string {
  return `${PREFIX}${randomBytes(32).toString("base64url")}`;
}

/** Whether a secret is such a key. */
export function isUrlKey(secret: string): boolean {
  return secret.startsWith(PREFIX);
}
