/** One conversation in a list: when, from where, where it stands; nothing of its content. Pure. */
import { z } from "zod";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";

export const conversationItemSchema = z.object({
  id: z.uuid(),
  externalId: z.string().nullable(),
  part: z
    .number()
    .int()
    .meta({ description: "1, and counting on where a thread has more messages than one conversation holds" }),
  status: conversationStatusSchema
    .nullable()
    .meta({ description: "null where a blind look is open that the person who asks may be given" }),
  revision: z.number().int(),
  messageCount: z.number().int(),
  receivedAt: z.iso.datetime(),
  source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
});
export type ConversationItem = z.infer<typeof conversationItemSchema>;

type Row = Omit<ConversationItem, "receivedAt" | "status"> & {
  status: NonNullable<ConversationItem["status"]>;
  receivedAt: Date;
};

/** A row as a list shows it. @param isHidden whether what came of its reading is kept from the person who asks */
export function toConversationItem(row: Row, isHidden: boolean): ConversationItem {
  const { id, externalId, part, status, revision, messageCount, receivedAt, source } = row;
  return {
    id,
    externalId,
    part,
    status: isHidden ? null : status,
    revision,
    messageCount,
    receivedAt: receivedAt.toISOString(),
    source: { id: source.id, name: source.name, platform: source.platform },
  };
}
