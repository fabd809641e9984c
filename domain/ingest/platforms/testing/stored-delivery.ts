/** What tests feed to platforms: a stored delivery, or a request on its way in. */
import type { StoredDelivery } from "@/domain/ingest/platforms/platform";
import type { ReceivedRequest } from "@/domain/ingest/platforms/scheme";

export const RECEIVED_AT = new Date("2026-11-21T09:00:00.000Z");

/** A delivery of this body: text as it is, anything else as JSON. */
export function storedDelivery(body: unknown, contentType = "application/json"): StoredDelivery {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { body: new TextEncoder().encode(text), contentType, receivedAt: RECEIVED_AT };
}

/** The same as it comes in, with its headers. */
export function receivedRequest(body: unknown, headers: Record<string, string> = {}): ReceivedRequest {
  return {
    method: "POST",
    url: new URL("https://vigil.example.test/api/webhooks/any/source"),
    headers: new Headers(headers),
    body: storedDelivery(body).body,
  };
}
