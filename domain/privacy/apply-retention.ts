import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { thinCheckpoints } from "@/domain/audit/keep-checkpoint";
import { holdForErasure } from "@/domain/ingest/erasure-lock";
import { destroyContent } from "@/domain/privacy/destroy-content";
import { holdWork } from "@/domain/privacy/end-work";
import { countHolds } from "@/domain/privacy/find-scope";
import { HOLDS_CONTENT } from "@/domain/privacy/holds-content";
import { currentSetting } from "@/domain/settings/current-setting";
import type { SettingValue } from "@/domain/settings/definitions";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import { db, Prisma, type Tx } from "@/lib/db/client";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Conversations in one transaction: intake waits while it runs. */
const BATCH = 100;
/** Rows of other kinds in one transaction. */
const ROWS = 5_000;

type Retention = SettingValue<"retention">;
const idRows = z.array(z.object({ id: z.uuid(), source_id: z.uuid() }));

/** Something is left in it, nothing of it waits, for a person or for a reading, it is not held, and it is no reference case. */
const AT_REST = Prisma.sql`${HOLDS_CONTENT} AND c.unread_since IS NULL AND c.read_again_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM "case" k WHERE k.conversation_id = c.id AND k.state::text = ANY (${[...LIVE_STATES, "decided"]}))
  AND NOT EXISTS (SELECT 1 FROM review_slot r WHERE r.conversation_id = c.id AND r.answer_id IS NULL AND r.withdrawn_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM gold_case g WHERE g.conversation_id = c.id AND g.retired_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.conversation_id = c.id AND h.released_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM legal_hold h JOIN message m ON m.author_id = h.author_id
    WHERE h.released_at IS NULL AND m.conversation_id = c.id)`;

const IS_CLEAR = Prisma.sql`c.status = 'clear' AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.conversation_id = c.id)`;
const lastDecision = Prisma.sql`(SELECT max(d.decided_at) FROM decision d WHERE d.conversation_id = c.id)`;

/** Conversations past their time: by when they last changed, and decided ones also by when that was last decided. */
function dueOf(kind: "clear" | "decided", days: number): Prisma.Sql {
  const limit = Prisma.sql`now() - make_interval(days => ${days}::int)`;
  return kind === "clear"
    ? Prisma.sql`${IS_CLEAR} AND c.changed_at < ${limit}`
    : Prisma.sql`c.changed_at < ${limit} AND ${lastDecision} < ${limit}`;
}

async function eraseBatch(tx: Tx, kind: "clear" | "decided", days: number): Promise<number> {
  await holdForErasure(tx);
  const which = Prisma.sql`${dueOf(kind, days)} AND ${AT_REST}`;
  const ids = idRows
    .parse(
      await tx.$queryRaw`SELECT c.id, c.source_id FROM conversation c WHERE ${which} ORDER BY c.changed_at LIMIT ${BATCH}`,
    )
    .map(({ id }) => id);
  if (ids.length === 0) return 0;
  await holdWork(tx, ids);
  // Looked at anew once they are held: somebody may have asked for a review in that moment.
  const due = idRows.parse(
    await tx.$queryRaw`SELECT c.id, c.source_id FROM conversation c WHERE c.id = ANY (${ids}::uuid[]) AND ${which}`,
  );
  if (due.length === 0) return 0;
  const conversations = due.map(({ id, source_id: sourceId }) => ({ id, sourceId, shared: false, unread: false }));
  const scope = { authorIds: [], conversations };
  if ((await countHolds(tx, scope)) > 0) throw new Error("retention was about to touch what is held");
  await destroyContent(tx, WORKER, scope, { cause: "retention", reason: null });
  return due.length;
}

/** Rows of a kind that hold copies or traces, removed in batches, each batch with its event. */
async function forget(kind: string, statement: Prisma.Sql): Promise<number> {
  for (let total = 0; ; ) {
    const count = await db().$transaction(async (tx) => {
      const done = await tx.$executeRaw(statement);
      if (done > 0)
        await appendEvent(tx, { type: "privacy.content.forgotten", actor: WORKER, facts: { kind, count: done } });
      return done;
    });
    total += count;
    if (count < ROWS) return total;
  }
}

const before = (days: number) => Prisma.sql`now() - make_interval(days => ${days}::int)`;

async function forgetCopies({ uploadDays, outboxDays, sessionDays }: Retention): Promise<number> {
  const uploads =
    uploadDays === null
      ? 0
      : await forget(
          "upload previews",
          Prisma.sql`UPDATE upload SET preview_sealed = NULL, options_sealed = NULL WHERE id = ANY (ARRAY(
            SELECT id FROM upload WHERE state IN ('finished', 'cancelled', 'failed') AND preview_sealed IS NOT NULL
              AND coalesce(finished_at, touched_at) < ${before(uploadDays)} LIMIT ${ROWS}::int FOR UPDATE SKIP LOCKED))`,
        );
  const sent =
    outboxDays === null
      ? 0
      : await forget(
          "sent messages",
          Prisma.sql`UPDATE outbound_delivery SET body = '{}' WHERE id = ANY (ARRAY(
            SELECT id FROM outbound_delivery WHERE state <> 'waiting' AND body <> '{}' AND ended_at < ${before(outboxDays)}
            LIMIT ${ROWS}::int FOR UPDATE SKIP LOCKED))`,
        );
  const sessions =
    sessionDays === null
      ? 0
      : await forget(
          "ended sessions",
          Prisma.sql`DELETE FROM session WHERE id = ANY (ARRAY(
            SELECT id FROM session WHERE expires_at < ${before(sessionDays)} LIMIT ${ROWS}::int FOR UPDATE SKIP LOCKED))`,
        );
  return uploads + sent + sessions;
}

async function eraseDue(kind: "clear" | "decided", days: number | null): Promise<number> {
  if (days === null) return 0;
  for (let total = 0; ; ) {
    const done = await db().$transaction((tx) => eraseBatch(tx, kind, days), { timeout: 60_000 });
    total += done;
    if (done < BATCH) return total;
  }
}

/**
 * Removes what is past the time that an admin set for its kind, by default no content, and thins out the log's
 * checkpoints. Nothing that waits for a person, is not read, is under legal hold or is a reference case goes. Run by the
 * workers; several may run at once. What fails of one kind keeps no other from its time.
 * @returns how many conversations and rows
 * @throws once all was tried, what failed
 */
export async function applyRetention(): Promise<number> {
  const rules = await currentSetting("retention");
  const kinds = [
    () => eraseDue("clear", rules.clearDays),
    () => eraseDue("decided", rules.decidedDays),
    () => forget("checkpoints of the log", thinCheckpoints(ROWS)),
    () => forgetCopies(rules),
  ];
  let total = 0;
  const failures: unknown[] = [];
  for (const apply of kinds) {
    try {
      total += await apply();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, "several kinds of content could not be removed in time");
  if (failures.length === 1) throw failures[0];
  return total;
}
