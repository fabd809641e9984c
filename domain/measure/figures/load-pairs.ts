import "server-only";
import { z } from "zod";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { IMMINENCES, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { db, Prisma } from "@/lib/db/client";

const verdict = z.enum(["risk", "none"]);
const sideSchema = z.object({
  verdict,
  type: z.enum(RISK_TYPES).nullable(),
  severity: z.enum(SEVERITIES).nullable(),
  imminence: z.enum(IMMINENCES).nullable(),
});
const pairSchema = z.object({
  first: sideSchema,
  second: sideSchema,
  shown: z.boolean(),
  flagged: z.boolean(),
  provisional: z.boolean(),
  probability: z.number(),
  n: z.number().int(),
});
/** What two people concluded of the same messages without knowing of each other, and how often that came up. */
export type Pair = z.infer<typeof pairSchema>;

/** What a decision of this id says: its verdict, its worst risk, and how near the nearest is. */
const side = (name: string) => Prisma.sql`
  jsonb_build_object('verdict', ${Prisma.raw(name)}.verdict, 'type', ${Prisma.raw(name)}_worst.type,
    'severity', ${Prisma.raw(name)}_worst.severity, 'imminence', ${Prisma.raw(name)}_worst.imminence)`;
const worst = (name: string) => Prisma.sql`
  LEFT JOIN LATERAL (SELECT (array_agg(x.type ORDER BY x.severity DESC, x.imminence DESC NULLS LAST, x.position))[1] AS type,
    max(x.severity) AS severity, max(x.imminence) AS imminence
    FROM finding x WHERE x.decision_id = ${Prisma.raw(name)}.id AND x.type IS NOT NULL) ${Prisma.raw(name)}_worst ON true`;

/** First decisions with the blind second reading of the same. What was taken back since is no answer. */
export async function loadPairs(filter: MeasureFilter): Promise<Pair[]> {
  const rows = await db().$queryRaw`
    SELECT ${side("one")} AS first, ${side("two")} AS second, one.model_visible AS shown,
      coalesce(k.outcome = 'risk', false) AS flagged, coalesce(k.provisional, false) AS provisional, s.probability,
      count(*)::int AS n
    FROM review_slot s JOIN measure_fact f ON f.conversation_id = s.conversation_id
    JOIN decision one ON one.id = s.first_decision_id JOIN decision two ON two.id = s.answer_id
    LEFT JOIN classification k ON k.id = one.classification_id ${worst("one")} ${worst("two")}
    WHERE s.kind = 'second_review' AND s.withdrawn_at IS NULL AND ${narrowedBy(filter, "f")}
      AND NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = one.id)
    GROUP BY 1, 2, 3, 4, 5, 6`;
  return z.array(pairSchema).parse(rows);
}

const slotsSchema = z.object({
  asked: z.number().int(),
  answered: z.number().int(),
  withdrawn: z.number().int(),
  agreed: z.number().int(),
});

/** How many second readings were asked for, and what came of them. */
export async function countSecondReviews(filter: MeasureFilter): Promise<z.infer<typeof slotsSchema>> {
  const rows = await db().$queryRaw`
    SELECT count(*) FILTER (WHERE s.withdrawn_at IS NULL)::int AS asked,
      count(*) FILTER (WHERE s.withdrawn_at IS NULL AND s.answer_id IS NOT NULL)::int AS answered,
      count(*) FILTER (WHERE s.withdrawn_at IS NOT NULL)::int AS withdrawn, count(*) FILTER (WHERE s.withdrawn_at IS NULL AND s.agreed)::int AS agreed
    FROM review_slot s JOIN measure_fact f ON f.conversation_id = s.conversation_id
    WHERE s.kind = 'second_review' AND ${narrowedBy(filter, "f")}`;
  const [row] = z.array(slotsSchema).parse(rows);
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}
