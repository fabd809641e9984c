import "server-only";
import { SCORE_EDGES } from "@/domain/measure/facts/score-bins";
import { Prisma } from "@/lib/db/client";

/** A table of counts: what it counts by, from which facts, and which of them it leaves to the others (`only`). */
export type Rollup = { table: string; columns: string; facts: Prisma.Sql; only?: Prisma.Sql };

/** The tables of counts. `facts` selects their columns, one row for each thing that is counted, with the fact `f`. */
export const ROLLUPS: readonly Rollup[] = [
  {
    table: "measure_rollup",
    columns:
      "day, source_id, language, model, strategy, provisional, tier, outcome, answer, visibility, stratum, probability, came_into, overturn",
    facts: Prisma.sql`
      SELECT day, source_id, language, model, strategy, provisional, tier, outcome, answer, visibility, stratum, probability, came_into,
        overturn
      FROM measure_fact f`,
  },
  {
    table: "measure_risk_rollup",
    columns:
      "day, source_id, language, model, strategy, provisional, tier, visibility, outcome, stratum, probability, came_into, type, subject, cell",
    facts: Prisma.sql`
      SELECT day, source_id, language, model, strategy, provisional, tier, visibility, outcome, stratum, probability, came_into, type, subject,
        CASE WHEN present IS NULL THEN 'open' WHEN named AND present THEN 'tp' WHEN named THEN 'fp' ELSE 'fn' END AS cell
      FROM measure_fact f JOIN measure_risk_fact x USING (conversation_id)`,
  },
  {
    table: "measure_level_rollup",
    columns:
      "day, source_id, language, model, strategy, provisional, tier, visibility, kind, model_level, person_level",
    facts: Prisma.sql`
      SELECT day, source_id, language, model, strategy, provisional, tier, visibility, kind, model_level, person_level
      FROM measure_fact f JOIN measure_risk_fact x USING (conversation_id)
      CROSS JOIN LATERAL (VALUES
        ('severity', model_severity::text, person_severity::text),
        ('imminence', coalesce(model_imminence::text, 'unstated'), coalesce(person_imminence::text, 'unstated'))
      ) AS level (kind, model_level, person_level)`,
    // Levels are compared where both saw the risk.
    only: Prisma.sql`x.named AND x.present AND x.subject <> 'any'`,
  },
  {
    table: "measure_score_rollup",
    columns:
      "day, source_id, language, model, strategy, tier, outcome, answer, visibility, stratum, probability, came_into, bin",
    facts: Prisma.sql`
      SELECT day, source_id, language, model, strategy, tier, outcome, answer, visibility, stratum, probability, came_into,
        (width_bucket(score, ${[...SCORE_EDGES]}::float8[]) - 1)::smallint AS bin
      FROM measure_fact f`,
    // What rules say of how sure they are is no score of a model.
    only: Prisma.sql`f.score IS NOT NULL AND NOT f.provisional`,
  },
];

/** The counts of a table as its facts give them, over the conversations that `where` chooses by `f`. */
export function countsOf(rollup: Rollup, where: Prisma.Sql): Prisma.Sql {
  const columns = Prisma.raw(rollup.columns);
  return Prisma.sql`
    SELECT ${columns}, count(*)::int AS n
    FROM (${rollup.facts} WHERE ${where} AND ${rollup.only ?? Prisma.sql`true`}) AS counted GROUP BY ${columns}`;
}
