/** What the API says of webhook deliveries. Free of I/O, so that the pages can read it too. */
import { z } from "zod";

export const DELIVERY_STATES = ["received", "held", "normalised", "needs_attention", "ignored"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const deliverySchema = z
  .object({
    id: z.uuid(),
    state: z.enum(DELIVERY_STATES),
    topic: z.string().nullable().meta({ description: "The platform's word for what happened, once it was read" }),
    messages: z.number().int(),
    reason: z.string().nullable().meta({ description: "Why it was ignored or needs attention. Never content." }),
    receivedAt: z.iso.datetime(),
    handledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type DeliveryDto = z.infer<typeof deliverySchema>;

export const deliveryPageSchema = z
  .object({ items: z.array(deliverySchema), next: z.uuid().nullable() })
  .meta({ id: "WebhookDeliveryPage" });
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;

export const deliveryBodySchema = z
  .object({
    id: z.uuid(),
    contentType: z.string().nullable(),
    bytes: z.number().int(),
    text: z.string().meta({ description: "The body as it came; bytes that are not UTF-8 are shown as �" }),
    isCut: z.boolean(),
  })
  .meta({ id: "WebhookDeliveryBody" });
export type DeliveryBody = z.infer<typeof deliveryBodySchema>;

export const replayedSchema = z.object({ replayed: z.number().int() }).meta({ id: "Replayed" });
