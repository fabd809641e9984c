import "server-only";
import type { ReadingJob } from "@/domain/ingest/reading-jobs";
import { loadThreads, type OpenMessage } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { together } from "@/lib/process/together";

const AT_MOST = 64;

async function loadConversations(ids: readonly string[]) {
  const rows = await db().conversation.findMany({
    where: { id: { in: [...ids] } },
    include: { source: { select: { urgency: true } }, dataKey: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A conversation that is to be read. */
export type ToRead = NonNullable<ReturnType<Awaited<ReturnType<typeof loadConversations>>["get"]>>;

const limits = { items: AT_MOST, size: AT_MOST, sizeOf: () => 1, atOnce: 2 };

/** The row that a job is about, null where there is none. Jobs that begin at the same time share one look. */
export const findToRead = together<ReadingJob, ToRead | null>(
  async (jobs) => {
    const rows = await loadConversations(jobs.map(({ conversationId }) => conversationId));
    return jobs.map(({ conversationId }) => rows.get(conversationId) ?? null);
  },
  limits,
  isDatabaseAway,
);

/** Says that the newest revision is being read, and loads its messages, opened. Shared as with `findToRead`. */
export const startReading = together<ToRead, OpenMessage[]>(
  async (rows) => {
    const ids = rows.map(({ id }) => id);
    await db().$executeRaw`
      UPDATE conversation SET status = 'classifying'
      FROM unnest(${ids}::uuid[], ${rows.map(({ revision }) => revision)}::int[]) AS asked (id, revision)
      WHERE conversation.id = asked.id AND conversation.revision = asked.revision AND conversation.status = 'received'`;
    const threads = await loadThreads(db(), ids);
    return ids.map((id) => threads.get(id) ?? []);
  },
  // Messages take memory: a long thread comes alone.
  { ...limits, size: 2_000, sizeOf: ({ messageCount }) => messageCount },
  isDatabaseAway,
);
