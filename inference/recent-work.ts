import "server-only";
import { z } from "zod";
import { LOOKED_AT, type ModelOverview } from "@/inference/model-overview";
import { db } from "@/lib/db/client";
import { firstIdAt } from "@/lib/ids/new-id";

const HOUR_MS = 3_600_000;

const callRow = z.object({
  calls: z.number(),
  failed: z.number(),
  constrained: z.number(),
  asked_again: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  tokens_per_second: z.number().nullable(),
  seen: z.number(),
  oldest: z.date().nullable(),
});

/** How the newest model calls of the last hour went; those of the offline rules are none. */
export async function summariseCalls(now: Date): Promise<ModelOverview["calls"]> {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const rows = await db().$queryRaw`
    WITH recent AS MATERIALIZED (
      SELECT engine, purpose, constrained, error, latency_ms, completion_tokens, created_at
      FROM call WHERE created_at > ${hourAgo} ORDER BY created_at DESC LIMIT ${LOOKED_AT})
    SELECT count(*) FILTER (WHERE engine <> 'offline')::int AS calls,
      count(error)::int AS failed,
      count(*) FILTER (WHERE constrained)::int AS constrained,
      count(*) FILTER (WHERE purpose = 'retry')::int AS asked_again,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE engine <> 'offline' AND error IS NULL) AS p50,
      percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE engine <> 'offline' AND error IS NULL) AS p95,
      1000 * sum(completion_tokens)::float8
        / nullif(sum(latency_ms) FILTER (WHERE completion_tokens IS NOT NULL), 0) AS tokens_per_second,
      count(*)::int AS seen, min(created_at) AS oldest
    FROM recent`;
  const [row] = z.tuple([callRow]).parse(rows);
  const { asked_again: askedAgain, tokens_per_second: tokensPerSecond, p50, p95, seen, oldest, ...counts } = row;
  const since = seen === LOOKED_AT && oldest !== null ? oldest : hourAgo;
  return { since: since.toISOString(), ...counts, askedAgain, p50Ms: p50, p95Ms: p95, tokensPerSecond };
}

const readingRows = z.tuple([
  z.object({
    readings: z.number(),
    provisional: z.number(),
    incomplete: z.number(),
    seen_since: z.date().nullable(),
    unscored: z.array(z.object({ reason: z.string(), readings: z.number() })),
    strategies: z.array(
      z.object({ strategy: z.string(), readings: z.number(), callsPerReading: z.number(), p50Ms: z.number() }),
    ),
  }),
]);

/** What came of the newest readings of the last hour. Ids are in the order of time, so no index but theirs is needed. */
export async function summariseReadings(now: Date): Promise<ModelOverview["readings"]> {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const rows = await db().$queryRaw`
    WITH recent AS MATERIALIZED (
      SELECT id, outcome, unscored_reason, strategy, provisional, incomplete, latency_ms, created_at
      FROM classification WHERE id >= ${firstIdAt(hourAgo)}::uuid ORDER BY id DESC LIMIT ${LOOKED_AT}),
    unscored AS (
      SELECT coalesce(unscored_reason, 'unknown') AS reason, count(*)::int AS readings
      FROM recent WHERE outcome = 'unscored' GROUP BY 1),
    by_strategy AS (
      SELECT strategy, count(*)::int AS readings, avg(calls)::float8 AS calls,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50
      FROM recent CROSS JOIN LATERAL (
        SELECT count(*) AS calls FROM call WHERE call.classification_id = recent.id AND call.engine <> 'offline') AS made
      WHERE calls > 0 GROUP BY strategy)
    SELECT count(*)::int AS readings,
      count(*) FILTER (WHERE provisional)::int AS provisional,
      count(*) FILTER (WHERE incomplete)::int AS incomplete,
      min(created_at) AS seen_since,
      (SELECT coalesce(json_agg(unscored ORDER BY readings DESC, reason), '[]') FROM unscored) AS unscored,
      (SELECT coalesce(json_agg(json_build_object('strategy', strategy, 'readings', readings,
        'callsPerReading', calls, 'p50Ms', p50) ORDER BY strategy), '[]') FROM by_strategy) AS strategies
    FROM recent`;
  const [{ seen_since: oldest, ...row }] = readingRows.parse(rows);
  const since = row.readings === LOOKED_AT && oldest !== null ? oldest : hourAgo;
  return { since: since.toISOString(), ...row };
}
