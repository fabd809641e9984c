/** Conversations whose right answer is known, as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";

export const goldInputSchema = z
  .strictObject({ decisionId: z.uuid().meta({ description: "The decision that stands, and is right" }) })
  .meta({ id: "GoldInput" });
export type GoldInput = z.infer<typeof goldInputSchema>;

export const goldSchema = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    caseId: z.uuid().meta({ description: "The case whose decision is the answer" }),
    decisionId: z.uuid(),
    revision: z.number().int(),
    verdict: z.enum(["risk", "none"]),
    addedBy: z.string().nullable(),
    createdAt: z.iso.datetime(),
    retiredAt: z.iso.datetime().nullable(),
    answered: z.number().int().meta({ description: "How often it was answered, unseen among other work" }),
    agreed: z.number().int().meta({ description: "How often the answer was the same" }),
  })
  .meta({ id: "Gold" });
export type GoldDto = z.infer<typeof goldSchema>;

export const goldQuerySchema = z.object({ cursor: z.uuid().optional() });
export const goldPageSchema = z
  .object({ items: z.array(goldSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: "GoldPage" });
export type GoldPage = z.infer<typeof goldPageSchema>;
