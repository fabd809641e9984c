import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_TEXT } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";

const header = z.string().optional();
const signed = {
  "webhook-id": header.meta({ description: "Standard Webhooks: the same when a delivery is sent again" }),
  "webhook-timestamp": header.meta({ description: "Standard Webhooks: seconds since 1970, at most 5 minutes off" }),
  "webhook-signature": header.meta({ description: "Standard Webhooks: `v1,` and the HMAC-SHA256 in base64" }),
};

/** What the platforms send is theirs; this much is told of our own format. */
const body = z.looseObject({ type: z.string(), data: z.unknown().optional() }).meta({
  id: "WebhookBody",
  description: "What the platform sends; docs/standard-webhooks.md describes our own format",
});

const refusal = z.object({ error: z.string() }).meta({ id: "WebhookRefusal" });

export const EXAMPLE_WEBHOOK_ID = "msg_example-1";

/** What the scene of the example signs. */
export const EXAMPLE_WEBHOOK = {
  type: "message.created",
  timestamp: "2026-11-21T03:04:05Z",
  data: { conversationId: "chat-81", messageId: "m-1", role: "user", text: EXAMPLE_TEXT },
};

const generic = { platform: "standard-webhooks", sourceId: EXAMPLE_IDS.sourceId };

/** The addresses that chat platforms send to. */
export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  {
    id: "receiveWebhook",
    method: "post",
    path: "/api/webhooks/{platform}/{sourceId}",
    tag: "sources",
    summary: "Send what happened on a platform",
    description:
      "For the platform alone, by its own signature over the bytes. Each platform has its own headers; those of Standard Webhooks are shown. A 2xx means that the delivery is durable. Some platforms check the address by GET, and Matrix sends by PUT below it.",
    who: "anybody",
    params: { path: z.object({ platform: z.string(), sourceId: z.uuid() }), header: z.object(signed) },
    body,
    answers: {
      200: {
        description: "Stored, now or before; some platforms are answered with what they expect",
        schema: z.object({}),
      },
      401: { description: "The signature does not hold; some platforms want another status", schema: refusal },
      410: { description: "The source was deleted", schema: refusal },
    },
    problems: {
      400: "",
      404: "No source has this address",
      422: "",
      429: "Too many wrong signatures within a minute",
      503: "Nothing was stored; send it again",
    },
    examples: {
      message: {
        summary: "A message of a product that sends Standard Webhooks",
        params: {
          ...generic,
          "webhook-id": EXAMPLE_WEBHOOK_ID,
          "webhook-timestamp": EXAMPLE_IDS.webhookTimestamp,
          "webhook-signature": EXAMPLE_IDS.webhookSignature,
        },
        body: EXAMPLE_WEBHOOK,
        status: 200,
        answer: {},
      },
      forged: {
        summary: "Without a signature",
        params: generic,
        body: EXAMPLE_WEBHOOK,
        status: 401,
        answer: { error: "the signature does not hold" },
      },
    },
  },
];
