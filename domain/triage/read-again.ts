import "server-only";
import { z } from "zod";
import { enqueueReading, priorityOf } from "@/domain/ingest/reading-jobs";
import { SOURCE_URGENCIES } from "@/domain/ingest/source-dto";
import type { Engine } from "@/inference/engines/engine";
import { db, Prisma, type Tx } from "@/lib/db/client";

const BATCH = 100;
/** A waiting conversation younger than this, in seconds, is not looked at: its job is on its way. */
const LOST_AFTER_SECONDS = 30;
/** How long, in seconds, until a reading that was asked for again may be asked for once more. */
const AGAIN_AFTER_SECONDS = 120;

const rowsSchema = z.array(
  z.object({ id: z.uuid(), revision: z.number().int(), urgency: z.enum(SOURCE_URGENCIES).optional() }),
);

/** Asks for the reading of each: as urgently as its source is where the row says that, else as a repeated one. */
async function enqueueAll(tx: Tx, rows: z.infer<typeof rowsSchema>): Promise<number> {
  for (const { id, revision, urgency } of rows) {
    const priority = urgency === undefined ? "again" : priorityOf(urgency);
    await enqueueReading(tx, { conversationId: id, revision }, { priority, delaySeconds: 0 });
  }
  return rows.length;
}

/**
 * Finds conversations that are waiting although their job is gone (whatever became of it) and asks for their reading
 * anew. The net under the promise that nothing accepted is lost.
 * @returns how many there were
 */
export async function requeueLostReadings(): Promise<number> {
  return db().$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT c.id, c.revision, s.urgency::text FROM conversation c JOIN source s ON s.id = c.source_id
      WHERE c.unread_since IS NOT NULL AND c.changed_at < now() - make_interval(secs => ${LOST_AFTER_SECONDS})
        AND NOT EXISTS (
          SELECT 1 FROM pgboss.job j
          WHERE j.name = 'conversation.read' AND j.id = c.reading_job_id AND j.state IN ('created', 'retry', 'active'))
        AND NOT EXISTS (
          SELECT 1 FROM pgboss.job j
          WHERE j.name = 'conversation.read.failed' AND j.state IN ('created', 'retry', 'active')
            AND j.data->>'conversationId' = c.id::text)
      ORDER BY c.unread_since LIMIT ${BATCH} FOR UPDATE OF c SKIP LOCKED`;
    return enqueueAll(tx, rowsSchema.parse(rows));
  });
}

/**
 * Conversations that a model may read now: the time has come, nothing newer waits to be read, and no person has decided
 * meanwhile on what the model failed to read.
 */
const DUE = Prisma.sql`c.read_again_at <= now() AND c.unread_since IS NULL AND NOT (
  c.status = 'unscored' AND EXISTS (
    SELECT 1 FROM decision d WHERE d.conversation_id = c.id AND d.revision >= c.revision
      AND NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id)
      AND NOT EXISTS (SELECT 1 FROM decision s LEFT JOIN decision_undo su ON su.decision_id = s.id
        WHERE s.supersedes_id = d.id AND su.decision_id IS NULL)))`;

async function isAnyDue(): Promise<boolean> {
  const rows = await db().$queryRaw`SELECT EXISTS (SELECT 1 FROM conversation c WHERE ${DUE}) AS any`;
  return z.array(z.object({ any: z.boolean() })).parse(rows)[0]?.any === true;
}

/**
 * Once a model answers, reads again what it has not read: conversations whose newest reading failed on the model, or came
 * from the offline rules or a stand-in. By the tier of the case that waits, then the oldest first; what was clear comes
 * last. Without a model that answers nothing happens, nor does it where an earlier request still waits for its turn.
 * @returns how many readings were asked for
 */
export async function requeueForModel(engine: Engine): Promise<number> {
  if (engine.name === "offline" || !(await isAnyDue()) || !(await engine.isReachable())) return 0;
  return db().$transaction(async (tx) => {
    const rows = rowsSchema.parse(
      await tx.$queryRaw`
        SELECT c.id, c.revision FROM conversation c WHERE ${DUE} AND NOT EXISTS (
          SELECT 1 FROM pgboss.job j
          WHERE j.name = 'conversation.read' AND j.id = c.reading_job_id AND j.data ? 'again'
            AND j.state IN ('created', 'retry', 'active'))
        ORDER BY CASE c.status WHEN 'clear' THEN 1 ELSE 0 END, coalesce((
          SELECT min(k.queue_tier) FROM "case" k
          WHERE k.conversation_id = c.id AND k.state IN ('open', 'claimed', 'escalated')), 4), c.changed_at
        LIMIT ${BATCH} FOR UPDATE OF c SKIP LOCKED`,
    );
    await tx.$executeRaw`
      UPDATE conversation SET read_again_at = now() + make_interval(secs => ${AGAIN_AFTER_SECONDS})
      WHERE id = ANY (${rows.map(({ id }) => id)}::uuid[])`;
    return enqueueAll(tx, rows);
  });
}
