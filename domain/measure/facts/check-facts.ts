import "server-only";
import { z } from "zod";
import { appendEvent } from "@/domain/audit/append-event";
import { caseFactsOf, factsOf } from "@/domain/measure/facts/fact-sql";
import { holdFigures } from "@/domain/measure/facts/hold-figures";
import { nextConversations, recount } from "@/domain/measure/facts/rebuild-facts";
import { refreshFacts } from "@/domain/measure/facts/refresh-facts";
import { countsOf, ROLLUPS } from "@/domain/measure/facts/rollup-sql";
import { db, Prisma, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { log } from "@/lib/log/log";

const SYSTEM = { kind: "system", process: "worker" } as const;
const HOURS_BETWEEN = 24;
const TIMEOUT_MS = 600_000;
const idsSchema = z.array(z.object({ conversation_id: z.uuid() }));
const countSchema = z.array(z.object({ n: z.number().int() }));

/** What one of two selects of the same columns has and the other has not. */
const differing = (one: Prisma.Sql, other: Prisma.Sql) =>
  Prisma.sql`((${one}) EXCEPT ALL (${other})) UNION ALL ((${other}) EXCEPT ALL (${one}))`;

/**
 * Those of these conversations whose facts are not what the records say now. Left out is what has a change that is not
 * taken in yet, and what a second person's answer may still be taken back on: neither is a difference.
 */
async function listDiffering(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const of = Prisma.sql`${[...ids]}::uuid[]`;
  const kept = (columns: string, table: string) =>
    Prisma.sql`SELECT ${Prisma.raw(columns)} FROM ${Prisma.raw(table)} WHERE conversation_id = ANY (${of})`;
  const fact =
    "conversation_id, day, source_id, language, model, strategy, provisional, tier, outcome, answer, visibility, stratum, probability, came_into, overturn, case_id, decision_id, classification_id, decided_at, score";
  const risk =
    "conversation_id, type, subject, named, present, model_severity, person_severity, model_imminence, person_imminence";
  const waited =
    "case_id, conversation_id, day, source_id, language, model, strategy, tier, reason, opened_at, viewed_at, decided_at, closed_at, view_bucket, decision_bucket";
  const rows = await tx.$queryRaw`
    WITH ${factsOf(of)}, cases AS (${caseFactsOf(of)}),
    off AS (
      SELECT conversation_id FROM (${differing(Prisma.sql`SELECT * FROM facts`, kept(fact, "measure_fact"))}) AS f
      UNION SELECT conversation_id FROM (${differing(Prisma.sql`SELECT * FROM risks`, kept(risk, "measure_risk_fact"))}) AS r
      UNION SELECT conversation_id FROM (${differing(Prisma.sql`SELECT * FROM cases`, kept(waited, "measure_case_fact"))}) AS c)
    SELECT conversation_id FROM off
    WHERE conversation_id NOT IN (SELECT conversation_id FROM measure_change)
      AND NOT EXISTS (SELECT 1 FROM review_slot w JOIN decision answer ON answer.id = w.answer_id
        WHERE w.conversation_id = off.conversation_id AND w.binding AND answer.undoable_until > now() - interval '1 minute')`;
  return idsSchema.parse(rows).map((row) => row.conversation_id);
}

/** Compares, and mends, the facts of the next conversations. null once there are none left. */
function checkNext(after: string | null): Promise<{ last: string; looked: number; off: number } | null> {
  return db().$transaction(
    async (tx) => {
      await holdFigures(tx);
      const ids = await nextConversations(tx, after);
      const last = ids.at(-1);
      if (last === undefined) return null;
      const off = await listDiffering(tx, ids);
      if (off.length > 0) await refreshFacts(tx, off);
      return { last, looked: ids.length, off: off.length };
    },
    { timeout: TIMEOUT_MS },
  );
}

/** Compares, and mends, the counts with the facts. Returns how many counts were not what the facts say. */
function checkCounts(): Promise<number> {
  return db().$transaction(
    async (tx) => {
      await holdFigures(tx);
      let off = 0;
      for (const rollup of ROLLUPS) {
        const kept = Prisma.sql`SELECT ${Prisma.raw(rollup.columns)}, n FROM ${Prisma.raw(rollup.table)}`;
        const rows = await tx.$queryRaw`
          SELECT count(*)::int AS n FROM (${differing(countsOf(rollup, Prisma.sql`true`), kept)}) AS off`;
        off += countSchema.parse(rows)[0]?.n ?? 0;
      }
      if (off > 0) await recount(tx);
      return off;
    },
    { timeout: TIMEOUT_MS },
  );
}

/**
 * Compares all facts with the raw records and all counts with the facts, mends what differs, and writes down what it found.
 * A difference means that something wrote past the triggers, or a fault of ours: it is logged as an error, and figures say
 * so until the next comparison finds none.
 */
export async function checkFacts(): Promise<{ conversations: number; facts: number; rollups: number }> {
  const began = Date.now();
  const found = { conversations: 0, facts: 0, rollups: 0 };
  for (let after: string | null = null; ; ) {
    const done = await checkNext(after);
    if (done === null) break;
    found.conversations += done.looked;
    found.facts += done.off;
    after = done.last;
  }
  found.rollups = await checkCounts();
  const repaired = found.facts + found.rollups > 0;
  await db().$transaction(async (tx) => {
    await tx.measureCheck.create({ data: { id: newId(), ...found, repaired, tookMs: Date.now() - began } });
    await appendEvent(tx, { type: "measure.figures.checked", actor: SYSTEM, facts: { ...found, repaired } });
  });
  if (repaired) log.error(found, "figures were not what the records say, and were made anew");
  return found;
}

/** The same once a day, by whichever worker comes first. Returns how many conversations were compared. */
export async function checkFactsDaily(): Promise<number> {
  const due = await db().$transaction(async (tx) => {
    await holdFigures(tx);
    const rows = await tx.$queryRaw`
      SELECT count(*)::int AS n FROM measure_check WHERE checked_at > now() - make_interval(hours => ${HOURS_BETWEEN})`;
    return countSchema.parse(rows)[0]?.n === 0;
  });
  return due ? (await checkFacts()).conversations : 0;
}
