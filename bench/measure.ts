/** The figures over 1,200,000 conversations of which a million are decided, in one run beside a tenth of them. */

import { fillMeasure } from "@/bench/fill-measure";
import { addSources } from "@/bench/fill-queue";
import { measureLatency } from "@/bench/measure-latency";
import type { UserActor } from "@/domain/access/actor";
import { foldChanges } from "@/domain/measure/facts/fold-changes";
import { rebuildFacts } from "@/domain/measure/facts/rebuild-facts";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { getDrift } from "@/domain/measure/figures/get-drift";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import { listMeasuredCases } from "@/domain/measure/figures/list-measured-cases";
import { getThresholds } from "@/domain/measure/thresholds/get-thresholds";
import { db, disconnectDb } from "@/lib/db/client";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

/** Of so many conversations nine in ten are decided: the large desk holds more than a million decisions. */
const LARGE = Number(process.env.BENCH_CONVERSATIONS ?? 1_120_000);
const SMALL = Math.round(LARGE / 10);
const RUNS = 10;

export const admin: UserActor = {
  kind: "user",
  userId: "bench",
  name: "Bench",
  email: "bench@example.org",
  roles: ["admin", "lead"],
  sessionId: "none",
};

const ANSWERS = {
  report: () => getMeasureReport(admin, {}),
  "report of one source": async () => {
    const { id } = await db().source.findFirstOrThrow({ where: { name: "Bench 2" } });
    return getMeasureReport(admin, { source: id });
  },
  risks: () => getRiskFigures(admin, {}),
  "by source": () => getBreakdown(admin, { by: "source" }),
  "by week": () => getBreakdown(admin, { by: "week" }),
  drift: () => getDrift(admin, { step: "week" }),
  times: () => getTimeFigures(admin, {}),
  reviewers: () => getReviewerFigures(admin, {}),
  thresholds: () => getThresholds(admin, {}),
  "false negatives": () => listMeasuredCases(admin, { cell: ["outcome", "none", "risk"] }),
} as const;

/** Changes taken in a second, of conversations that have facts already. */
async function measureFold(count: number) {
  await db().$executeRaw`INSERT INTO measure_change (conversation_id) SELECT id FROM conversation LIMIT ${count}`;
  const began = performance.now();
  let left = count;
  while (left > 0) left -= await foldChanges();
  return Math.round(count / ((performance.now() - began) / 1000));
}

async function measureAt(conversations: number, say: (line: string) => void) {
  const began = performance.now();
  await rebuildFacts(admin);
  const rebuildSeconds = (performance.now() - began) / 1000;
  for (const table of [
    "measure_fact",
    "measure_risk_fact",
    "measure_case_fact",
    "measure_rollup",
    "measure_risk_rollup",
    "measure_level_rollup",
    "measure_score_rollup",
  ])
    await db().$executeRawUnsafe(`VACUUM (ANALYZE) ${table}`);
  const [decisions, counts] = [await db().decision.count(), await db().measureRollup.count()];
  const rows = [];
  for (const [answer, ask] of Object.entries(ANSWERS)) {
    const latency = await measureLatency(RUNS, ask);
    say(`${conversations} conversations, ${answer}: p50 ${Math.round(latency.p50)} ms`);
    rows.push({ conversations, decisions, counts, answer, ...latency });
  }
  return { rows, rebuildSeconds, foldsPerSecond: await measureFold(Math.min(20_000, conversations)) };
}

/** @returns the latency of each answer in milliseconds at both sizes, their ratios, and what rebuilding and folding take */
export async function benchMeasure(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  try {
    const postgres = await startPostgres({ dataDir });
    process.env.DATABASE_URL = postgres.url;
    process.env.VIGIL_SECRET = "bench-bench-bench-bench-bench-bench-bench";
    await deployMigrations(postgres.url);
    await db().user.create({ data: { id: "bench", name: "Bench", email: "bench@example.org", roles: ["admin"] } });
    await addSources();
    await fillMeasure(SMALL, say);
    const small = await measureAt(SMALL, say);
    await db().$executeRaw`DROP TABLE bench_measured`;
    await fillMeasure(LARGE - SMALL, say);
    const large = await measureAt(LARGE, say);
    await disconnectDb();
    return {
      answers: [...small.rows, ...large.rows],
      ratios: large.rows.map(({ answer, p50 }, i) => ({ answer, p50: p50 / (small.rows[i]?.p50 ?? Number.NaN) })),
      keeping: [small, large].map(({ rebuildSeconds, foldsPerSecond }) => ({ rebuildSeconds, foldsPerSecond })),
    };
  } finally {
    await removeThrowaway(dataDir);
  }
}
