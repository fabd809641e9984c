import "server-only";
import { z } from "zod";
import { MEASURED, STANDS, WAITS } from "@/domain/triage/standing-decision";
import { RISK_TYPES, type RiskType } from "@/inference/risk";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db, Prisma } from "@/lib/db/client";
import { outsideId } from "@/lib/text/printable";

export const measureFilterSchema = z.object({
  from: filterTimeSchema.optional().meta({ description: "Decided at or after" }),
  to: filterTimeSchema.optional().meta({ description: "Decided before" }),
  source: z.uuid().optional().meta({ description: "Id of a source" }),
  model: outsideId(200).optional(),
  strategy: outsideId(40).optional(),
});
export type MeasureFilter = z.infer<typeof measureFilterSchema>;

function conditions(filter: MeasureFilter): Prisma.Sql {
  const parts = [MEASURED];
  if (filter.from) parts.push(Prisma.sql`d.decided_at >= ${new Date(filter.from)}`);
  if (filter.to) parts.push(Prisma.sql`d.decided_at < ${new Date(filter.to)}`);
  if (filter.source) parts.push(Prisma.sql`c.source_id = ${filter.source}::uuid`);
  if (filter.model) parts.push(Prisma.sql`k.model = ${filter.model}`);
  if (filter.strategy) parts.push(Prisma.sql`k.strategy = ${filter.strategy}`);
  return Prisma.join(parts, " AND ");
}

/**
 * The decision that counts for each conversation, with the reading it was about: the one that stands, on samples the one
 * that was made blind. One that waits for a second person is none yet; what somebody said who only checked never is.
 */
function newestDecisions(filter: MeasureFilter): Prisma.Sql {
  return Prisma.sql`
    newest AS (
      SELECT DISTINCT ON (d.conversation_id) d.id, d.conversation_id, d.verdict, d.model_visible, d.classification_id, k.outcome, k.provisional
      FROM decision d
      JOIN conversation c ON c.id = d.conversation_id
      LEFT JOIN classification k ON k.id = d.classification_id
      WHERE ${conditions(filter)} AND NOT ${WAITS}
      ORDER BY d.conversation_id, d.revision DESC, d.decided_at DESC
    )`;
}

const int = z.number().int();
const outcomesRow = z.object({
  tp: int,
  fp: int,
  fn: int,
  tn: int,
  unscoredRisk: int,
  unscoredNone: int,
  modelShown: int,
  provisional: int,
});

/** Outcomes by conversation. A reading that failed is neither positive nor negative and is counted apart. */
export async function loadOutcomes(filter: MeasureFilter): Promise<z.infer<typeof outcomesRow>> {
  const [row] = z.array(outcomesRow).parse(
    await db().$queryRaw`
      WITH ${newestDecisions(filter)}
      SELECT count(*) FILTER (WHERE outcome = 'risk' AND verdict = 'risk')::int AS tp,
        count(*) FILTER (WHERE outcome = 'risk' AND verdict = 'none')::int AS fp,
        count(*) FILTER (WHERE outcome = 'none' AND verdict = 'risk')::int AS fn,
        count(*) FILTER (WHERE outcome = 'none' AND verdict = 'none')::int AS tn,
        count(*) FILTER (WHERE coalesce(outcome, 'unscored') = 'unscored' AND verdict = 'risk')::int AS "unscoredRisk",
        count(*) FILTER (WHERE coalesce(outcome, 'unscored') = 'unscored' AND verdict = 'none')::int AS "unscoredNone",
        count(*) FILTER (WHERE model_visible)::int AS "modelShown",
        count(*) FILTER (WHERE provisional)::int AS provisional
      FROM newest`,
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

const typeRow = z.object({ type: z.enum(RISK_TYPES), tp: int, fp: int, fn: int });

/**
 * Outcomes by type of risk: in each conversation that was read, the types the model named against the types that are
 * really there, however the reviewer came to state them.
 */
export async function loadTypeOutcomes(
  filter: MeasureFilter,
): Promise<Map<RiskType, { tp: number; fp: number; fn: number }>> {
  const rows = z.array(typeRow).parse(
    await db().$queryRaw`
      WITH ${newestDecisions(filter)},
      named AS (SELECT DISTINCT n.id, r.type FROM newest n JOIN risk r ON r.classification_id = n.classification_id WHERE n.outcome <> 'unscored'),
      present AS (SELECT DISTINCT n.id, f.type FROM newest n JOIN finding f ON f.decision_id = n.id WHERE f.type IS NOT NULL AND n.outcome <> 'unscored')
      SELECT coalesce(named.type, present.type)::text AS type,
        count(*) FILTER (WHERE named.id IS NOT NULL AND present.id IS NOT NULL)::int AS tp,
        count(*) FILTER (WHERE present.id IS NULL)::int AS fp,
        count(*) FILTER (WHERE named.id IS NULL)::int AS fn
      FROM named FULL JOIN present ON present.id = named.id AND present.type = named.type
      GROUP BY 1`,
  );
  return new Map(rows.map(({ type, ...counts }) => [type, counts]));
}

const correctionsRow = z.object({
  agree: int,
  notPresent: int,
  missed: int,
  subject: int,
  type: int,
  severity: int,
  imminence: int,
});

/** How reviewers changed what the model said, risk by risk. One correction may count under several heads. */
export async function loadCorrections(filter: MeasureFilter): Promise<z.infer<typeof correctionsRow>> {
  const [row] = z.array(correctionsRow).parse(
    await db().$queryRaw`
      WITH ${newestDecisions(filter)}
      SELECT count(*) FILTER (WHERE f.assessment = 'agree')::int AS agree,
        count(*) FILTER (WHERE f.assessment = 'not_present')::int AS "notPresent",
        count(*) FILTER (WHERE f.assessment = 'missed')::int AS missed,
        count(*) FILTER (WHERE f.assessment = 'corrected' AND f.subject <> r.subject)::int AS subject,
        count(*) FILTER (WHERE f.assessment = 'corrected' AND f.type <> r.type)::int AS type,
        count(*) FILTER (WHERE f.assessment = 'corrected' AND f.severity <> r.severity)::int AS severity,
        count(*) FILTER (WHERE f.assessment = 'corrected' AND f.imminence IS DISTINCT FROM r.imminence)::int AS imminence
      FROM newest n JOIN finding f ON f.decision_id = n.id LEFT JOIN risk r ON r.id = f.risk_id`,
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

const coverageRow = z.object({ status: z.string(), conversations: int, decided: int, unread: int });

/** How many conversations there are of each standing, and how many of them a person has decided on. Only `source` filters it. */
export async function loadCoverage(filter: MeasureFilter) {
  const source = filter.source ? Prisma.sql`WHERE c.source_id = ${filter.source}::uuid` : Prisma.empty;
  const rows = z.array(coverageRow).parse(
    await db().$queryRaw`
      SELECT c.status::text AS status, count(*)::int AS conversations,
        count(*) FILTER (WHERE c.unread_since IS NOT NULL)::int AS unread,
        count(*) FILTER (WHERE EXISTS (
          SELECT 1 FROM decision d WHERE d.conversation_id = c.id AND ${STANDS}))::int AS decided
      FROM conversation c ${source} GROUP BY 1`,
  );
  const of = (status: string) => {
    const row = rows.find((each) => each.status === status);
    return { conversations: row?.conversations ?? 0, decided: row?.decided ?? 0 };
  };
  // One that only holds private notes was never read either, but has nothing that would be.
  const unread = rows.filter(({ status }) => status === "received" || status === "classifying");
  const waiting = unread.reduce((sum, row) => sum + row.unread, 0);
  return { flagged: of("flagged"), clear: of("clear"), unscored: of("unscored"), waiting };
}
