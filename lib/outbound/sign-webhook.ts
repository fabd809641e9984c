/** Signatures of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA-256 over id, time and the exact body. */
import { createHmac, randomBytes } from "node:crypto";

const SECRET_PREFIX = "whsec_";

/** A new shared secret of 32 random bytes, as `whsec_` and base64. */
export function generateWebhookSecret(): string {
  return `${SECRET_PREFIX}${randomBytes(32).toString("base64")}`;
}

/**
 * The headers that prove who sends. With two secrets there are two signatures, so that a secret is changed without a gap.
 * @param id the same for every attempt of one message
 * @param at when this attempt is made
 */
export function signWebhook(
  secrets: readonly string[],
  message: { id: string; at: Date; body: string },
): Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
    const signature = createHmac("sha256", key).update(`${message.id}.${timestamp}.${message.body}`).digest("base64");
    return `v1,${signature}`;
  });
  return { "webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}
