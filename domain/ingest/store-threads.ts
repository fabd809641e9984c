import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import type { Accepted } from "@/domain/ingest/conversation-input";
import { holdAgainstErasure } from "@/domain/ingest/erasure-lock";
import { type HeldPart, holdParts, holdThreads } from "@/domain/ingest/hold-threads";
import type { IncomingThread } from "@/domain/ingest/incoming-message";
import { findKnownMessages, type StoredMessage } from "@/domain/ingest/known-messages";
import { type PlannedPart, planParts, type StoredPart } from "@/domain/ingest/plan-parts";
import type { PlannedMessage } from "@/domain/ingest/plan-thread";
import { enqueueReadings, priorityOf, quietDelaySeconds } from "@/domain/ingest/reading-jobs";
import { storeMessages } from "@/domain/ingest/store-messages";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { newId } from "@/lib/ids/new-id";
import { createDataKeys } from "@/lib/keys/data-keys";

type KnownPart = HeldPart & StoredPart<StoredMessage>;

/** One part of a thread with what will be written of it. */
type Work = {
  id: string;
  /** Null for a part that is to be made. */
  held: HeldPart | null;
  part: number;
  thread: IncomingThread;
  messages: PlannedMessage<StoredMessage>[];
  added: number;
  /** After this: one higher than before when there is something to read. */
  revision: number;
  /** The reading asked for; null when there is nothing new to read. */
  reading: { jobId: string; unreadSince: Date; delaySeconds: number } | null;
};

/** The last part of a thread, where it goes on. `added`: messages of the thread that are new. */
export type StoredThread = Accepted & { added: number };

/**
 * Stores what arrived for any number of threads of one source, all or nothing: messages, the jobs that will read them, and
 * the audit events. The one way into the desk: the API, webhooks and uploads all end here.
 * @param threads each `externalId` at most once
 * @param arrivedAt when they came in, where that is longer ago: the quiet time counts from then
 * @returns in the order of `threads`
 */
export async function storeThreads(
  tx: Tx,
  actor: Actor,
  sourceId: string,
  threads: readonly IncomingThread[],
  { arrivedAt = new Date() }: { arrivedAt?: Date } = {},
): Promise<StoredThread[]> {
  await holdAgainstErasure(tx);
  const source = await tx.source.findUniqueOrThrow({ where: { id: sourceId }, select: { urgency: true } });
  const held = await holdThreads(
    tx,
    sourceId,
    threads.flatMap(({ externalId }) => externalId ?? []),
  );
  const known = await findKnownMessages(
    tx,
    [...held.values()].flat(),
    threads.flatMap(({ messages }) => messages.flatMap(({ externalId }) => externalId ?? [])),
  );
  // Of a long thread only the parts that something arrived for: the others are left to their readers.
  const concerned = [...held.values()].flatMap((ids) => ids.filter((id) => known.has(id) || id === ids.at(-1)));
  const parts = await holdParts(tx, concerned);
  const now = new Date();
  const works = threads.map((thread) => {
    const ids = thread.externalId === undefined ? [] : (held.get(thread.externalId) ?? []);
    const before = ids.flatMap((id) => {
      const part = parts.get(id);
      return part ? { ...part, known: known.get(id) ?? new Map<string, StoredMessage>() } : [];
    });
    return planParts<KnownPart, StoredMessage>(before, thread.messages, now).map((planned) =>
      workOf(thread, planned, now, arrivedAt),
    );
  });
  const changed = works.flat().filter((work) => work.held === null || work.messages.length > 0);
  await insertConversations(
    tx,
    actor,
    sourceId,
    changed.filter((work) => work.held === null),
  );
  await storeMessages(
    tx,
    sourceId,
    changed.map((work) => ({ ...work, nextPosition: work.held?.messageCount ?? 0 })),
  );
  await updateConversations(
    tx,
    now,
    changed.filter((work) => work.held !== null),
  );
  const readings = changed.flatMap(({ id, revision, reading }) =>
    reading ? [{ id: reading.jobId, job: { conversationId: id, revision }, delaySeconds: reading.delaySeconds }] : [],
  );
  await enqueueReadings(tx, readings, priorityOf(source.urgency));
  await appendEvents(
    tx,
    changed.map((work) => ({
      type: work.held === null ? "ingest.conversation.accepted" : "ingest.conversation.extended",
      actor,
      conversationId: work.id,
      facts: { sourceId, revision: work.revision, messages: work.messages.length },
    })),
  );
  return works.map(acceptedOf);
}

function acceptedOf(parts: readonly Work[]): StoredThread {
  const last = parts.at(-1);
  if (!last) throw new Error("a thread has no part");
  const { id, revision, held, reading } = last;
  const status = reading || held === null ? "received" : held.status;
  return { id, revision, status, added: parts.reduce((sum, { added }) => sum + added, 0) };
}

function workOf(
  thread: IncomingThread,
  planned: PlannedPart<KnownPart, StoredMessage>,
  now: Date,
  arrivedAt: Date,
): Work {
  const { stored: held, part } = planned;
  // A stored message that does not open cannot be compared with what arrived: it stays as it is.
  const messages = planned.messages.filter(({ stored }) => stored === null || stored.key !== null);
  const needsReading = messages.some((message) => message.needsReading);
  const unreadSince = held?.unreadSince ?? arrivedAt;
  // Only a thread with an id can grow; what has none is complete, and is read at once.
  const quietSeconds = quietDelaySeconds((arrivedAt.getTime() - unreadSince.getTime()) / 1000);
  const readyAt = arrivedAt.getTime() + quietSeconds * 1000;
  // Arrivals are stamped by the database, whose clock may go before ours: nobody waits longer than the quiet time for that.
  const waitSeconds = Math.min(quietSeconds, Math.max(0, (readyAt - now.getTime()) / 1000));
  const delaySeconds = thread.externalId === undefined ? 0 : waitSeconds;
  return {
    id: held?.id ?? newId(),
    held,
    part,
    thread,
    messages,
    added: messages.filter((message) => message.stored === null).length,
    revision: held === null ? 1 : held.revision + (needsReading ? 1 : 0),
    reading: needsReading ? { jobId: newId(), unreadSince, delaySeconds } : null,
  };
}

async function insertConversations(tx: Tx, actor: Actor, sourceId: string, works: readonly Work[]): Promise<void> {
  if (works.length === 0) return;
  const keys = await createDataKeys(tx, "conversation", works.length);
  const submittedById = actor.kind === "user" ? actor.userId : null;
  const metadata = works.map(({ id, thread }, index) => {
    const key = keys[index];
    if (!thread.metadata || !key) return null;
    const place = { table: "conversation", column: "metadata_sealed", row: id };
    return sealText(key.key, JSON.stringify(thread.metadata), place);
  });
  await tx.$executeRaw`
    INSERT INTO conversation (id, source_id, external_id, part, message_count, data_key_id, metadata_sealed,
      submitted_by_id, unread_since, reading_job_id)
    SELECT id, ${sourceId}::uuid, external_id, part, message_count, data_key_id, decode(metadata, 'hex'),
      ${submittedById}, unread_since::timestamptz, reading_job_id
    FROM unnest(${works.map((work) => work.id)}::uuid[], ${works.map((work) => work.thread.externalId ?? null)}::text[],
      ${works.map((work) => work.part)}::int[], ${works.map((work) => work.added)}::int[],
      ${keys.map((key) => key.id)}::uuid[], ${hexArray(metadata)}::text[],
      ${works.map((work) => work.reading?.unreadSince.toISOString() ?? null)}::text[],
      ${works.map((work) => work.reading?.jobId ?? null)}::uuid[])
      AS made (id, external_id, part, message_count, data_key_id, metadata, unread_since, reading_job_id)`;
}

async function updateConversations(tx: Tx, now: Date, works: readonly Work[]): Promise<void> {
  if (works.length === 0) return;
  await tx.$executeRaw`
    UPDATE conversation SET
      revision = made.revision,
      message_count = message_count + added,
      status = CASE WHEN job_id IS NULL THEN status ELSE 'received' END,
      changed_at = CASE WHEN job_id IS NULL THEN changed_at ELSE ${now.toISOString()}::timestamptz END,
      unread_since = CASE WHEN job_id IS NULL THEN conversation.unread_since ELSE made.unread_since::timestamptz END,
      reading_job_id = coalesce(job_id, reading_job_id)
    FROM unnest(${works.map((work) => work.id)}::uuid[], ${works.map((work) => work.revision)}::int[],
      ${works.map((work) => work.added)}::int[],
      ${works.map((work) => work.reading?.unreadSince.toISOString() ?? null)}::text[],
      ${works.map((work) => work.reading?.jobId ?? null)}::uuid[])
      AS made (id, revision, added, unread_since, job_id)
    WHERE conversation.id = made.id`;
}
