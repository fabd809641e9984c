/** Finding conversations by ids from outside. Pure. */
import { z } from "zod";
import { conversationItemSchema } from "@/domain/decide/conversation-item";
import { outsideId } from "@/lib/text/printable";

export const conversationSearchSchema = z
  .strictObject({
    externalId: outsideId(500).meta({
      description: "What the source calls the thread, one of its messages, or the person who wrote in it",
    }),
    sourceId: z.uuid().optional().meta({ description: "On one source alone; without it, on all of them" }),
  })
  .meta({ id: "ConversationSearch" });
export type ConversationSearch = z.infer<typeof conversationSearchSchema>;

export const foundConversationsSchema = z
  .object({
    items: z.array(conversationItemSchema),
    more: z.boolean().meta({ description: "There are more than were listed; say which source" }),
  })
  .meta({ id: "FoundConversations" });
export type FoundConversations = z.infer<typeof foundConversationsSchema>;
