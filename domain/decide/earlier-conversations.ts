/** The other conversations of the people whose case this is, without a word of their content. Pure: pages read it too. */
import { z } from "zod";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";

export const earlierQuerySchema = z.object({ cursor: z.uuid().optional() });
export type EarlierQuery = z.infer<typeof earlierQuerySchema>;

export const earlierPageSchema = z
  .object({
    people: z
      .number()
      .int()
      .meta({ description: "How many people write in this conversation, by the source's ids for them" }),
    peopleSearched: z.number().int().meta({ description: "Of how many of them the list is: those who wrote most" }),
    items: z.array(
      z.object({
        id: z.uuid(),
        externalId: z.string().nullable(),
        part: z.number().int(),
        receivedAt: z.iso.datetime(),
        messageCount: z.number().int(),
        isLater: z.boolean().meta({ description: "It began after the conversation of the case" }),
        isHidden: z.boolean().meta({
          description: "A blind review of it is open: what the model and others say of it is not shown",
        }),
        status: conversationStatusSchema.nullable().meta({ description: "null where hidden" }),
        decision: z
          .object({
            verdict: z.enum(["risk", "none"]),
            action: z.string(),
            decidedAt: z.iso.datetime(),
          })
          .nullable()
          .meta({ description: "The newest decision that stands; null where hidden" }),
      }),
    ),
    nextCursor: z.uuid().nullable(),
  })
  .meta({ id: "EarlierPage" });
export type EarlierPage = z.infer<typeof earlierPageSchema>;
