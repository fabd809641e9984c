import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const PAGE_SIZE = 50;

export const conversationFilterSchema = z.object({
  status: conversationStatusSchema.optional(),
  source: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
});
export type ConversationFilter = z.infer<typeof conversationFilterSchema>;

export const conversationPageSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        externalId: z.string().nullable(),
        part: z
          .number()
          .int()
          .meta({ description: "1, and counting on where a thread has more messages than one conversation holds" }),
        status: conversationStatusSchema,
        revision: z.number().int(),
        messageCount: z.number().int(),
        receivedAt: z.iso.datetime(),
        source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "ConversationPage" });
export type ConversationPage = z.infer<typeof conversationPageSchema>;

const cursorSchema = z.tuple([filterTimeSchema, z.uuid()]);

function before(cursor: string | undefined) {
  if (cursor === undefined) return {};
  try {
    const [receivedAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { OR: [{ receivedAt: { lt: new Date(receivedAt) } }, { receivedAt: new Date(receivedAt), id: { lt: id } }] };
  } catch {
    throw new AppError("INVALID", "The cursor is not one that this list gave. Begin again without it.");
  }
}

/** One page of conversations, newest first, without any of their content. Throws FORBIDDEN, INVALID (cursor). */
export async function listConversations(actor: Actor, filter: ConversationFilter): Promise<ConversationPage> {
  requireUser(actor, "conversation.read");
  const rows = await db().conversation.findMany({
    where: {
      ...(filter.status ? { status: filter.status } : {}),
      ...(filter.source ? { sourceId: filter.source } : {}),
      ...before(filter.cursor),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
    include: { source: true },
  });
  const items = rows.slice(0, PAGE_SIZE).map((row) => ({
    id: row.id,
    externalId: row.externalId,
    part: row.part,
    status: row.status,
    revision: row.revision,
    messageCount: row.messageCount,
    receivedAt: row.receivedAt.toISOString(),
    source: { id: row.source.id, name: row.source.name, platform: row.source.platform },
  }));
  const last = items.at(-1);
  const more = rows.length > PAGE_SIZE && last !== undefined;
  return {
    items,
    nextCursor: more ? Buffer.from(JSON.stringify([last.receivedAt, last.id])).toString("base64url") : null,
  };
}
