/** Endpoints and what became of their messages, as they leave the API. Pure. */
import { z } from "zod";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";

export const ENDPOINT_KINDS = ["webhook", "email", "slack"] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

export const endpointSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(ENDPOINT_KINDS),
    name: z.string(),
    sourceId: z.uuid().nullable().meta({ description: "Of decisions: their source. Null for alerts" }),
    events: z.array(z.enum(ALERT_KINDS)),
    hint: z.string().meta({ description: "A host, or the domain of an address; the rest is not shown again" }),
    createdAt: z.iso.datetime(),
    pausedAt: z.iso.datetime().nullable(),
    previousSecretUntil: z.iso.datetime().nullable().meta({ description: "Until then the former secret signs too" }),
    waiting: z.number().int(),
    oldestWaitingAt: z.iso.datetime().nullable(),
    lastDeliveredAt: z.iso.datetime().nullable(),
    isFailing: z.boolean().meta({
      description: "Its last message was given up, or three tries of one were in vain since anything arrived",
    }),
    lastError: z.string().nullable(),
  })
  .meta({ id: "OutboundEndpoint" });
export type Endpoint = z.infer<typeof endpointSchema>;

/** Whether messages for it do not arrive. */
export function isSilent({ pausedAt, isFailing }: Endpoint): boolean {
  return pausedAt !== null || isFailing;
}
export const endpointListSchema = z.object({ items: z.array(endpointSchema) }).meta({ id: "OutboundEndpointList" });

export const createdEndpointSchema = z
  .object({
    id: z.uuid(),
    secret: z.string().nullable().meta({ description: "What a webhook is signed with: shown this one time" }),
  })
  .meta({ id: "CreatedOutboundEndpoint" });
export type CreatedEndpoint = z.infer<typeof createdEndpointSchema>;

export const rotatedSecretSchema = z
  .object({ secret: z.string(), previousSecretUntil: z.iso.datetime() })
  .meta({ id: "RotatedEndpointSecret" });
export type RotatedSecret = z.infer<typeof rotatedSecretSchema>;

export const testedEndpointSchema = z
  .object({
    ok: z.boolean(),
    status: z.number().int().nullable(),
    error: z.string().nullable(),
    said: z.string().meta({ description: "The beginning of what the receiver answered; it is not kept" }),
  })
  .meta({ id: "TestedEndpoint" });
export type TestedEndpoint = z.infer<typeof testedEndpointSchema>;

export const OUTBOUND_STATES = ["waiting", "delivered", "failed", "cancelled"] as const;
export const outboundDeliverySchema = z
  .object({
    id: z.uuid().meta({ description: "The same for each try: `webhook-id`" }),
    endpointId: z.uuid(),
    endpointName: z.string(),
    endpointKind: z.enum(ENDPOINT_KINDS),
    event: z.string(),
    state: z.enum(OUTBOUND_STATES),
    toldWithId: z.uuid().nullable().meta({ description: "The delivery whose message told of this one too" }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable(),
    tries: z.array(
      z.object({
        number: z.number().int(),
        endedAt: z.iso.datetime(),
        status: z.number().int().nullable(),
        error: z.string().nullable(),
        tookMs: z.number().int(),
      }),
    ),
  })
  .meta({ id: "OutboundDelivery" });
export type OutboundDelivery = z.infer<typeof outboundDeliverySchema>;
