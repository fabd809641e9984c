import "server-only";
import { z } from "zod";
import type { shadowOrderSchema } from "@/domain/measure/shadow/shadow-dto";
import { Prisma, type Tx } from "@/lib/db/client";

type Choice = Pick<z.output<typeof shadowOrderSchema>, "from" | "to" | "source" | "scope" | "most"> & { seed: string };

const SCOPES: Readonly<Record<Choice["scope"], Prisma.Sql>> = {
  all: Prisma.sql`true`,
  decided: Prisma.sql`f.answer IN ('risk', 'none')`,
  unflagged: Prisma.sql`f.outcome = 'none'`,
};

const countsSchema = z
  .array(z.object({ population: z.number(), chosen: z.number(), erased: z.number(), unread: z.number() }))
  .length(1);

/** Days and source over the columns of `from`, whose day is `day`. */
function fits({ from, to, source }: Choice, day: Prisma.Sql, sourceId: Prisma.Sql): Prisma.Sql {
  return Prisma.join(
    [
      from === undefined ? Prisma.sql`true` : Prisma.sql`${day} >= ${from}::date`,
      to === undefined ? Prisma.sql`true` : Prisma.sql`${day} < ${to}::date`,
      source === undefined ? Prisma.sql`true` : Prisma.sql`${sourceId} = ${source}::uuid`,
    ],
    " AND ",
  );
}

/**
 * Draws the conversations of a run and writes them down in the order of the draw, each with the reading that stands: each
 * that fits has the same chance. The draw is by SHA-256 of seed, ":" and id, so that anybody who knows the seed can make it
 * again. What was erased, and what no model has read, is counted and not drawn from.
 * @returns how many fitted (`population`), were chosen, and were left out for either reason
 */
export async function chooseConversations(tx: Tx, runId: string, choice: Choice) {
  const { scope, most, seed } = choice;
  const ofDay = fits(choice, Prisma.sql`f.day`, Prisma.sql`f.source_id`);
  const received = Prisma.sql`(c.received_at AT TIME ZONE 'UTC')::date`;
  // Of what has no facts only the period and the source are known: it was neither decided on nor left unflagged.
  const withoutFacts =
    scope === "all"
      ? Prisma.sql`(SELECT count(*) FROM conversation c WHERE ${fits(choice, received, Prisma.sql`c.source_id`)}
          AND NOT EXISTS (SELECT 1 FROM measure_fact f WHERE f.conversation_id = c.id))`
      : Prisma.sql`0`;
  const rows = await tx.$queryRaw`
    WITH fitting AS MATERIALIZED (
      SELECT f.conversation_id, f.classification_id, c.erased_at IS NOT NULL AS erased
      FROM measure_fact f JOIN conversation c ON c.id = f.conversation_id WHERE ${ofDay} AND ${SCOPES[scope]}),
    drawn AS (
      SELECT *, sha256(convert_to(${seed} || ':' || conversation_id::text, 'UTF8')) AS lot FROM fitting
      WHERE NOT erased AND classification_id IS NOT NULL ORDER BY lot LIMIT ${most}),
    written AS (
      INSERT INTO shadow_reading (run_id, position, conversation_id, classification_id, revision, standing_outcome, types)
      SELECT ${runId}::uuid, (row_number() OVER (ORDER BY drawn.lot) - 1)::int, drawn.conversation_id, r.id, r.revision,
        r.outcome, '{}'
      FROM drawn JOIN classification r ON r.id = drawn.classification_id
      RETURNING 1)
    SELECT (SELECT count(*) FROM fitting WHERE NOT erased AND classification_id IS NOT NULL)::int AS population,
      (SELECT count(*) FROM written)::int AS chosen,
      (SELECT count(*) FROM fitting WHERE erased)::int AS erased,
      ((SELECT count(*) FROM fitting WHERE NOT erased AND classification_id IS NULL) + ${withoutFacts})::int AS unread`;
  const [counts] = countsSchema.parse(rows);
  if (!counts) throw new Error("a count gave no row");
  return counts;
}
