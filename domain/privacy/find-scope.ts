import "server-only";
import { z } from "zod";
import { findAuthorsOf } from "@/domain/ingest/find-authors";
import type { ErasureSubject } from "@/domain/privacy/erasure-dto";
import type { Found } from "@/domain/privacy/erasure-rules";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import { type Db, Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const conversationRows = z.array(
  z.object({ id: z.uuid(), source_id: z.uuid(), shared: z.boolean(), unread: z.boolean() }),
);

/** Rows that lose their content. In a shared conversation other people spoke too, whose words stay. */
export type Scope = {
  authorIds: string[];
  conversations: { id: string; sourceId: string; shared: boolean; unread: boolean }[];
};

async function peopleIn(client: Db | Tx, conversationId: string): Promise<string[]> {
  const rows = await client.message.findMany({
    where: { conversationId, role: "user", isAwaited: false },
    distinct: ["authorId"],
    select: { authorId: true },
    take: 2,
  });
  if (rows.length > 1)
    throw new AppError(
      "CONFLICT",
      "Several people wrote in this conversation. Erase each by the id their source gives.",
    );
  return rows.map(({ authorId }) => authorId);
}

async function authorsOf(client: Db | Tx, subject: ErasureSubject): Promise<string[]> {
  if ("conversationId" in subject) return peopleIn(client, subject.conversationId);
  return (await findAuthorsOf(client, subject.sourceId, subject.externalId)).map(({ id }) => id);
}

/** The conversations that these people wrote in and that still hold something of theirs or under their own key. */
export async function conversationsOf(client: Db | Tx, authorIds: readonly string[]): Promise<Scope["conversations"]> {
  const ids = Prisma.sql`${[...authorIds]}::uuid[]`;
  const rows = await client.$queryRaw`
    SELECT c.id, c.source_id, c.unread_since IS NOT NULL AS unread, EXISTS (
      SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.role = 'user' AND NOT m.is_awaited
        AND m.author_id <> ALL (${ids}) AND m.text_sealed <> ''::bytea
        AND EXISTS (SELECT 1 FROM author a JOIN data_key k ON k.id = a.data_key_id WHERE a.id = m.author_id AND k.wrapped IS NOT NULL)
    ) AS shared
    FROM conversation c WHERE c.id IN (
      SELECT m.conversation_id FROM message m WHERE m.author_id = ANY (${ids}))
    ORDER BY c.id`;
  return conversationRows.parse(rows).map(({ source_id: sourceId, ...row }) => ({ ...row, sourceId }));
}

/** Everything of one person. Empty where nobody is known by this. @throws CONFLICT where it names several people */
export async function findScope(client: Db | Tx, subject: ErasureSubject): Promise<Scope> {
  const authorIds = await authorsOf(client, subject);
  return { authorIds, conversations: authorIds.length === 0 ? [] : await conversationsOf(client, authorIds) };
}

/** Holds on any of it: on a conversation, or on somebody who wrote in one. */
export async function countHolds(client: Db | Tx, { authorIds, conversations }: Scope): Promise<number> {
  const ids = conversations.map(({ id }) => id);
  const rows = await client.$queryRaw`
    SELECT count(DISTINCT held.id)::int AS count FROM (
      SELECT h.conversation_id AS id FROM legal_hold h WHERE h.released_at IS NULL AND h.conversation_id = ANY (${ids}::uuid[])
      UNION SELECT m.conversation_id FROM legal_hold h JOIN message m ON m.author_id = h.author_id
        WHERE h.released_at IS NULL AND m.conversation_id = ANY (${ids}::uuid[])
      UNION SELECT h.author_id FROM legal_hold h WHERE h.released_at IS NULL AND h.author_id = ANY (${authorIds}::uuid[])
    ) AS held`;
  return z.array(z.object({ count: z.number().int() })).parse(rows)[0]?.count ?? 0;
}

async function countWaitingCopies(client: Db | Tx, sourceIds: string[]): Promise<number> {
  const deliveries = await client.webhookDelivery.count({
    where: {
      sourceId: { in: sourceIds },
      state: { in: ["received", "held", "needs_attention"] },
      bodySealed: { not: null },
    },
  });
  const uploads = await client.upload.count({
    where: { sourceId: { in: sourceIds }, state: { notIn: ["finished", "cancelled", "failed"] } },
  });
  return deliveries + uploads;
}

/** What there is of it, for the person who decides whether it goes. */
export async function lookAtScope(client: Db | Tx, scope: Scope): Promise<Found> {
  const ids = scope.conversations.map(({ id }) => id);
  const openCases = await client.case.findMany({
    where: { conversationId: { in: ids }, state: { in: [...LIVE_STATES] } },
    select: { id: true, tier: true, state: true, reason: true },
    orderBy: [{ tier: "asc" }, { id: "asc" }],
  });
  return {
    authors: scope.authorIds.length,
    conversations: ids.length,
    shared: scope.conversations.filter(({ shared }) => shared).length,
    messages: await client.message.count({ where: { authorId: { in: scope.authorIds } } }),
    openCases,
    unread: scope.conversations.filter(({ unread }) => unread).map(({ id }) => id),
    heldConversations: await countHolds(client, scope),
    waitingCopies: await countWaitingCopies(client, [...new Set(scope.conversations.map(({ sourceId }) => sourceId))]),
  };
}
