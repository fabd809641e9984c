import type { Place } from "@/lib/crypto/seal";

/** The place that a source's signing secret is sealed for. */
export function secretPlace(secretId: string): Place {
  return { table: "source_secret", column: "secret_sealed", row: secretId };
}

/** The place that the body of a webhook delivery is sealed for. */
export function deliveryPlace(deliveryId: string): Place {
  return { table: "webhook_delivery", column: "body_sealed", row: deliveryId };
}
