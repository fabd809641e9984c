import "server-only";
import { z } from "zod";
import { STRATA, type Stratum } from "@/domain/triage/sampling/strata";
import { STANDS } from "@/domain/triage/standing-decision";
import type { Db } from "@/lib/db/client";

/** What the numbers a week are reckoned from, in days. */
const BASIS_DAYS = 28;
/** Fewer decisions than this say little about how long one takes. */
const ENOUGH_TIMES = 10;

const stateRows = z.array(
  z.object({
    stratum: z.string(),
    conversations: z.number().int(),
    flagged_since: z.number().int(),
    drawn: z.number().int(),
    reviewed: z.number().int(),
    waiting: z.number().int(),
    withdrawn: z.number().int(),
    found: z.number().int(),
    oldest: z.date().nullable(),
  }),
);

/** How each stratum stands: its size, what was drawn of it, and what became of that. */
export async function loadSampleState(client: Db) {
  return stateRows.parse(
    await client.$queryRaw`
      SELECT s.stratum, count(*)::int AS conversations,
        count(*) FILTER (WHERE EXISTS (SELECT 1 FROM "case" f WHERE f.conversation_id = s.conversation_id
          AND f.reason IN ('flagged', 'reopened') AND f.opened_at > s.created_at))::int AS flagged_since,
        count(*) FILTER (WHERE s.drawn)::int AS drawn,
        count(*) FILTER (WHERE look.answered_at IS NOT NULL)::int AS reviewed,
        count(*) FILTER (WHERE look.answered_at IS NULL AND look.withdrawn_at IS NULL
          AND c.state IN ('open', 'claimed', 'escalated'))::int AS waiting,
        count(*) FILTER (WHERE look.answered_at IS NULL AND look.withdrawn_at IS NOT NULL)::int AS withdrawn,
        count(*) FILTER (WHERE answer.verdict = 'risk')::int AS found,
        min(c.opened_at) FILTER (WHERE look.answered_at IS NULL AND look.withdrawn_at IS NULL
          AND c.state IN ('open', 'claimed', 'escalated')) AS oldest
      FROM sample s
      LEFT JOIN review_slot look ON s.drawn AND look.kind = 'sample' AND look.conversation_id = s.conversation_id
      LEFT JOIN "case" c ON c.id = look.case_id
      LEFT JOIN decision answer ON answer.id = look.answer_id
      GROUP BY s.stratum`,
  );
}
export type SampleState = Awaited<ReturnType<typeof loadSampleState>>[number];

/** How many conversations each frame holds. */
export async function countByFrame(client: Db): Promise<Map<string, number>> {
  const rows = await client.sample.groupBy({ by: ["frameId"], _count: { _all: true } });
  return new Map(rows.map(({ frameId, _count }) => [frameId, _count._all]));
}

/** Conversations whose newest reading is a clear one by rules of thumb: they wait for a model. */
export function countReadByRules(client: Db): Promise<number> {
  return client.conversation.count({ where: { status: "clear", readAgainAt: { not: null }, sample: null } });
}

const intakeRows = z.array(
  z.object({
    stratum: z.string(),
    source_id: z.uuid(),
    language: z.string().nullable(),
    conversations: z.number().int(),
  }),
);
const sinceRows = z.tuple([z.object({ days: z.number().nullable() })]);

export type Intake = { stratum: Stratum; sourceId: string; language: string | null; weekly: number };

/** What was read clear a week, by everything that a rate can depend on; of the last 28 days, or since it began. */
export async function loadIntake(client: Db): Promise<{ basisDays: number; intake: Intake[] }> {
  const [{ days }] = sinceRows.parse(
    await client.$queryRaw`SELECT extract(epoch FROM now() - min(created_at))::float8 / 86400 AS days FROM sample`,
  );
  if (days === null) return { basisDays: 0, intake: [] };
  // Of the first hours nobody knows what a week will be.
  const basisDays = Math.min(BASIS_DAYS, Math.max(1, days));
  const rows = intakeRows.parse(
    await client.$queryRaw`
      SELECT stratum, source_id, language, count(*)::int AS conversations FROM sample
      WHERE created_at > now() - make_interval(days => ${BASIS_DAYS}::int) GROUP BY stratum, source_id, language`,
  );
  const intake = rows.map(({ stratum, source_id: sourceId, language, conversations }) => ({
    stratum: STRATA.find((each) => each === stratum) ?? "rest",
    sourceId,
    language,
    weekly: (conversations / basisDays) * 7,
  }));
  return { basisDays, intake };
}

const foundRows = z.tuple([z.object({ found: z.number().int(), days: z.number().nullable() })]);

/** Flagged conversations in which people found a risk, a week. */
export async function loadFoundWeekly(client: Db): Promise<number> {
  const [{ found, days }] = foundRows.parse(
    await client.$queryRaw`
      SELECT count(DISTINCT d.conversation_id)::int AS found,
        (SELECT extract(epoch FROM now() - min(decided_at))::float8 / 86400 FROM decision) AS days
      FROM decision d JOIN "case" c ON c.id = d.case_id AND c.reason IN ('flagged', 'reopened')
      WHERE d.decided_at > now() - make_interval(days => ${BASIS_DAYS}::int) AND d.verdict = 'risk'
        AND ${STANDS}`,
  );
  return days === null ? 0 : (found / Math.min(BASIS_DAYS, Math.max(1, days))) * 7;
}

const timeRows = z.tuple([
  z.object({
    samples: z.number().int(),
    sample_ms: z.number().nullable(),
    all_ms: z.number().nullable(),
  }),
]);

/** The median time that a decision takes, in seconds: on samples where there are enough, else on all cases. */
export async function loadSecondsEach(
  client: Db,
): Promise<{ seconds: number; from: "samples" | "all_decisions" } | null> {
  const [{ samples, sample_ms: sampleMs, all_ms: allMs }] = timeRows.parse(
    await client.$queryRaw`
      SELECT count(*) FILTER (WHERE c.reason = 'sample')::int AS samples,
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY d.time_spent_ms) FILTER (WHERE c.reason = 'sample'))::float8
          AS sample_ms,
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY d.time_spent_ms))::float8 AS all_ms
      FROM decision d JOIN "case" c ON c.id = d.case_id
      WHERE d.decided_at > now() - make_interval(days => ${BASIS_DAYS}::int)`,
  );
  if (sampleMs !== null && samples >= ENOUGH_TIMES) return { seconds: sampleMs / 1000, from: "samples" };
  return allMs === null ? null : { seconds: allMs / 1000, from: "all_decisions" };
}
