import "server-only";
import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";

/** So many rows more than needed are left: reading them costs less than a fold. */
const LEFT = 500;
/** Rows in one statement. */
const BATCH = 20_000;

const countRows = z.tuple([z.object({ n: z.number().int() })]);

/** The beginning of the five minutes that a count is kept under: what has been due for an hour stays so, and is one. */
export const KEPT_UNDER = Prisma.sql`
  CASE WHEN due_from < now() - interval '1 hour' THEN timestamptz '2000-01-01Z' ELSE due_from END`;

/**
 * Adds up the changes of the counts of the queue. Run by the workers; several at once take different rows, and nobody who
 * changes a case waits for them.
 * @returns how many rows were added up
 */
export async function foldCounts(): Promise<number> {
  const spare = await db().$queryRaw`
    SELECT (count(*) - count(DISTINCT (queue_tier, state, ${KEPT_UNDER})))::int AS n FROM case_count`;
  if (countRows.parse(spare)[0].n <= LEFT) return 0;
  const folded = await db().$queryRaw`
    WITH taken AS (
      DELETE FROM case_count WHERE id IN (SELECT id FROM case_count ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING queue_tier, state, due_from, change),
    added AS (
      INSERT INTO case_count (queue_tier, state, due_from, change)
      SELECT queue_tier, state, ${KEPT_UNDER}, sum(change) FROM taken GROUP BY 1, 2, 3 HAVING sum(change) <> 0)
    SELECT count(*)::int AS n FROM taken`;
  return countRows.parse(folded)[0].n;
}
