/** Finding conversations by ids from outside. Pure. */
import { z } from "zod";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import { outsideId } from "@/lib/text/printable";

export const conversationSearchSchema = z
  .strictObject({
    externalId: outsideId(500).meta({ description: "What the source calls the thread, or the person who wrote in it" }),
    sourceId: z.uuid().optional().meta({ description: "On one source alone; without it, on all of them" }),
  })
  .meta({ id: "ConversationSearch" });
export type ConversationSearch = z.infer<typeof conversationSearchSchema>;

export const foundConversationsSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        externalId: z.string().nullable(),
        part: z.number().int(),
        status: conversationStatusSchema,
        revision: z.number().int(),
        messageCount: z.number().int(),
        receivedAt: z.iso.datetime(),
        source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
      }),
    ),
    more: z.boolean().meta({ description: "There are more than were listed; say which source" }),
  })
  .meta({ id: "FoundConversations" });
export type FoundConversations = z.infer<typeof foundConversationsSchema>;
