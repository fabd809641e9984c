/** What the API says of a source. Free of I/O, so that the pages can read it too. */
import { z } from "zod";

export const SOURCE_URGENCIES = ["urgent", "normal", "bulk"] as const;

/** This many wrong signatures within the last `BURST_MINUTES` are a burst: a wrong secret, or somebody trying. */
export const BURST = 20;
export const BURST_MINUTES = 10;

const secretSchema = z
  .object({
    id: z.uuid(),
    hint: z.string().meta({ description: "Its last characters; empty where that would say too much" }),
    createdAt: z.iso.datetime(),
    isInAddress: z.boolean().meta({ description: "Whether it stands in the address, as the platform does not sign" }),
  })
  .meta({ id: "SourceSecret" });

const webhookSchema = z
  .object({
    url: z.string().meta({ description: "Where the platform sends; without the key, where the address holds one" }),
    verifyToken: z
      .string()
      .nullable()
      .meta({ description: "What the platform sends to check the address, where it does" }),
    secrets: z.array(secretSchema),
    lastDeliveryAt: z.iso.datetime().nullable(),
    needsAttention: z.number().int().meta({ description: "Deliveries that could not be understood" }),
    waiting: z.number().int().meta({ description: "Deliveries not yet turned into messages" }),
    refused: z
      .number()
      .int()
      .meta({ description: `Requests with a wrong signature in the last ${BURST_MINUTES} minutes` }),
    isUnderAttack: z.boolean().meta({ description: `${BURST} or more of them` }),
  })
  .meta({ id: "WebhookStatus" });

const keySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    hint: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "SourceKey" });
export type SourceKey = z.infer<typeof keySchema>;

export const sourceSchema = z
  .object({
    id: z.uuid(),
    platform: z.string(),
    platformLabel: z.string().meta({ description: "The platform as people call it" }),
    name: z.string(),
    createdAt: z.iso.datetime(),
    pausedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: "A deleted source is shown for as long as deliveries of it wait or need attention" }),
    urgency: z.enum(SOURCE_URGENCIES),
    conversations: z.number().int(),
    lastReceivedAt: z.iso.datetime().nullable().meta({ description: "When its newest conversation began" }),
    keys: z.array(keySchema),
    webhook: webhookSchema.nullable().meta({ description: "null for sources that take no webhooks" }),
  })
  .meta({ id: "Source" });
export type SourceDto = z.infer<typeof sourceSchema>;
export type WebhookDto = z.infer<typeof webhookSchema>;

export const sourceListSchema = z.object({ items: z.array(sourceSchema) }).meta({ id: "SourceList" });

/** The secret is in this answer and nowhere else, when Vigil made it. */
export const createdSourceSchema = z
  .object({
    id: z.uuid(),
    platform: z.string(),
    name: z.string(),
    url: z.string().nullable().meta({ description: "Where the platform sends; null for `api`" }),
    secret: z.string().nullable().meta({ description: "The signing secret that was made, shown here and never again" }),
  })
  .meta({ id: "CreatedSource" });
export type CreatedSource = z.infer<typeof createdSourceSchema>;

/** `secret` only when Vigil made it: it is shown here and never again. `url` when the address holds it. */
export const createdSecretSchema = z
  .object({ id: z.uuid(), secret: z.string().nullable(), url: z.string().nullable() })
  .meta({ id: "CreatedSourceSecret" });
export type CreatedSecret = z.infer<typeof createdSecretSchema>;
