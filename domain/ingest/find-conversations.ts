import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { ConversationSearch, FoundConversations } from "@/domain/ingest/conversation-search";
import { findAuthorsOf } from "@/domain/ingest/find-authors";
import { db } from "@/lib/db/client";

const MOST = 50;

/** The people called this on these sources, by keyed hash: what they are called is stored nowhere. */
async function peopleCalled(sourceIds: readonly string[], externalId: string): Promise<string[]> {
  const found = await Promise.all(sourceIds.map((id) => findAuthorsOf(db(), id, externalId)));
  return found.flat().map(({ id }) => id);
}

/**
 * Conversations by what their platform calls them, or calls somebody who wrote in them, newest first. Searching is
 * recorded, without what was searched for; reading one is recorded where it is read.
 * @throws FORBIDDEN
 */
export async function findConversations(
  actor: Actor,
  { externalId, sourceId }: ConversationSearch,
): Promise<FoundConversations> {
  requireUser(actor, "conversation.find");
  const sources = await db().source.findMany({ where: sourceId ? { id: sourceId } : {}, select: { id: true } });
  const sourceIds = sources.map(({ id }) => id);
  const authorIds = await peopleCalled(sourceIds, externalId);
  const theirs = await db().message.findMany({
    where: { authorId: { in: authorIds } },
    distinct: ["conversationId"],
    orderBy: { conversationId: "desc" },
    select: { conversationId: true },
    take: MOST + 1,
  });
  const rows = await db().conversation.findMany({
    where: {
      OR: [
        { sourceId: { in: sourceIds }, externalId },
        { id: { in: theirs.map(({ conversationId }) => conversationId) } },
      ],
    },
    orderBy: { id: "desc" },
    take: MOST + 1,
    include: { source: { select: { id: true, name: true, platform: true } } },
  });
  await appendEvent(db(), {
    type: "ingest.conversations.searched",
    actor,
    facts: { by: "outside_id", found: Math.min(rows.length, MOST) },
  });
  const items = rows.slice(0, MOST).map((row) => ({
    id: row.id,
    externalId: row.externalId,
    part: row.part,
    status: row.status,
    revision: row.revision,
    messageCount: row.messageCount,
    receivedAt: row.receivedAt.toISOString(),
    source: row.source,
  }));
  return { items, more: rows.length > MOST };
}
