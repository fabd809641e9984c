import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { ensureQueue, inTransaction, jobs } from "@/lib/jobs/boss";

/** Conversations that wait to be read. The handler is domain/triage/read-and-route.ts, run by a worker. */
export const READING_QUEUE = "conversation.read";
/** Readings that failed for a reason of ours, again and again: each becomes an unscored case. */
export const READING_FAILED_QUEUE = "conversation.read.failed";

/** A growing thread is read once it was quiet for this long … */
const QUIET_SECONDS = 2;
/** … and at the latest this long after its first unread message. */
const QUIET_MAX_SECONDS = 10;

/** Higher is sooner: by the urgency of the source. A repeated reading never delays a first one. */
export const READING_PRIORITY = { urgent: 20, first: 10, bulk: 5, again: 0 } as const;

/** The priority of what a source sends. */
export function priorityOf(urgency: "urgent" | "normal" | "bulk"): keyof typeof READING_PRIORITY {
  return urgency === "normal" ? "first" : urgency;
}

/** `again` asks for a further reading of a revision that has one. */
export const readingJobSchema = z.object({
  conversationId: z.uuid(),
  revision: z.number().int(),
  again: z.literal(true).optional(),
});
export type ReadingJob = z.infer<typeof readingJobSchema>;

/** Makes the queues. Called at every start, before anything is sent. */
export async function ensureReadingQueues(): Promise<void> {
  const boss = await jobs();
  await ensureQueue(boss, READING_FAILED_QUEUE, { retryLimit: 1_000, retryDelaySeconds: 1 });
  await ensureQueue(boss, READING_QUEUE, { retryLimit: 3, retryDelaySeconds: 1, deadLetter: READING_FAILED_QUEUE });
}

/**
 * Asks for a reading of one revision, as part of `tx`: the job exists if and only if the conversation does.
 * @param delaySeconds the quiet time to wait, 0 for none
 */
export async function enqueueReading(
  tx: Tx,
  job: ReadingJob,
  options: { priority: keyof typeof READING_PRIORITY; delaySeconds: number },
): Promise<void> {
  const boss = await jobs();
  const id = newId();
  await tx.conversation.update({ where: { id: job.conversationId }, data: { readingJobId: id } });
  const data: ReadingJob = options.priority === "again" ? { ...job, again: true } : job;
  const sent = await boss.send(READING_QUEUE, data, {
    id,
    db: inTransaction(tx),
    priority: READING_PRIORITY[options.priority],
    ...(options.delaySeconds > 0 ? { startAfter: options.delaySeconds } : {}),
  });
  if (sent === null) throw new Error("the reading was not enqueued");
}

/** A reading of a thread whose conversation row already names the job `id`. */
export type NamedReading = { id: string; job: ReadingJob; delaySeconds: number };

/** Asks for many readings at once, as part of `tx`; the caller writes the jobs' ids into the conversations. */
export async function enqueueReadings(
  tx: Tx,
  readings: readonly NamedReading[],
  priority: keyof typeof READING_PRIORITY,
): Promise<void> {
  if (readings.length === 0) return;
  const boss = await jobs();
  const wanted = readings.map(({ id, job, delaySeconds }) => ({
    id,
    data: job,
    priority: READING_PRIORITY[priority],
    ...(delaySeconds > 0 ? { startAfter: delaySeconds } : {}),
  }));
  const made = await boss.insert(READING_QUEUE, wanted, { db: inTransaction(tx), returnId: true });
  if (made?.length !== wanted.length) throw new Error("a reading was not enqueued");
}

/**
 * How long to wait before reading a thread that may grow: the quiet time, cut so that the first unread message never
 * waits longer than the maximum.
 * @param unreadForSeconds age of the oldest unread message
 */
export function quietDelaySeconds(unreadForSeconds: number): number {
  return Math.max(0, Math.min(QUIET_SECONDS, QUIET_MAX_SECONDS - unreadForSeconds));
}

/** Whether messages that are unread since then have waited for the quiet time's maximum, so that no more waiting is due. */
export function isReadingOverdue(unreadSince: Date, now: Date): boolean {
  return now.getTime() - unreadSince.getTime() >= QUIET_MAX_SECONDS * 1000;
}
