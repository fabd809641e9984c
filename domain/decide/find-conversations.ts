import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { toConversationItem } from "@/domain/decide/conversation-item";
import type { ConversationSearch, FoundConversations } from "@/domain/decide/conversation-search";
import { listConversationIdsOf } from "@/domain/decide/conversations-of-people";
import { findAuthorsOf } from "@/domain/ingest/find-authors";
import { storableId } from "@/domain/ingest/incoming-message";
import { listReadBlind } from "@/domain/triage/hidden-answers";
import { db } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

const MOST = 50;
const idRows = z.array(z.object({ id: z.uuid() }));

/** The people called this on these sources, by keyed hash; whoever was erased is nobody any more. */
async function peopleCalled(sourceIds: readonly string[], externalId: string): Promise<string[]> {
  const found = await Promise.all(sourceIds.map((id) => findAuthorsOf(db(), id, externalId)));
  return found
    .flat()
    .filter(({ isErased }) => !isErased)
    .map(({ id }) => id);
}

async function idsByPerson(sourceIds: readonly string[], externalId: string): Promise<string[]> {
  const authorIds = await peopleCalled(sourceIds, externalId);
  return authorIds.length === 0 ? [] : listConversationIdsOf(authorIds, { most: MOST + 1 });
}

async function idsByThread(sourceIds: readonly string[], externalId: string): Promise<string[]> {
  const rows = await db().conversation.findMany({
    where: { sourceId: { in: [...sourceIds] }, externalId: storableId(externalId) },
    orderBy: { id: "desc" },
    select: { id: true },
    take: MOST + 1,
  });
  return rows.map(({ id }) => id);
}

async function idsByMessage(sourceIds: readonly string[], externalId: string): Promise<string[]> {
  const rows = await db().$queryRaw`
    SELECT m.conversation_id AS id FROM message m JOIN conversation c ON c.id = m.conversation_id
    WHERE m.external_id = ${storableId(externalId)} AND c.source_id = ANY (${[...sourceIds]}::uuid[])
    ORDER BY m.conversation_id DESC LIMIT ${MOST + 1}`;
  return idRows.parse(rows).map(({ id }) => id);
}

/**
 * Conversations by what their platform calls them, one of their messages, or somebody who wrote in them, newest first.
 * What came of a reading is kept from whoever may be given one to read blind. Searching is recorded with a keyed hash of
 * what was searched for; reading one is recorded where it is read.
 * @throws FORBIDDEN
 */
export async function findConversations(
  actor: Actor,
  { externalId, sourceId }: ConversationSearch,
): Promise<FoundConversations> {
  const user = requireUser(actor, "conversation.find");
  const sources = await db().source.findMany({ where: sourceId ? { id: sourceId } : {}, select: { id: true } });
  const sourceIds = sources.map(({ id }) => id);
  const ids = await Promise.all([idsByThread, idsByMessage, idsByPerson].map((look) => look(sourceIds, externalId)));
  const found = [...new Set(ids.flat())].sort().reverse();
  const rows = await db().conversation.findMany({
    where: { id: { in: found.slice(0, MOST) } },
    orderBy: { id: "desc" },
    include: { source: true },
  });
  const blind = await listReadBlind(
    user,
    rows.map(({ id }) => id),
  );
  const sought = Buffer.from(keyring().lookupHash("sought", "outside_id", externalId)).toString("hex");
  await appendEvent(db(), {
    type: "ingest.conversations.searched",
    actor,
    facts: { by: "outside_id", found: rows.length, sought },
  });
  return { items: rows.map((row) => toConversationItem(row, blind.has(row.id))), more: found.length > MOST };
}
