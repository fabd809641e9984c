/** Claiming and listing at 1,000 and at 1,000,000 waiting cases, in one run on one database server. */
import { liftLimits } from "@/bench/fill-queue";
import { measureLatency } from "@/bench/measure-latency";
import type { UserActor } from "@/domain/access/actor";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { db, disconnectDb } from "@/lib/db/client";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const SMALL = 1_000;
const LARGE = 1_000_000;
const RUNS = 200;

const reviewer: UserActor = {
  kind: "user",
  userId: "bench",
  name: "Bench",
  email: "bench@example.org",
  roles: ["reviewer"],
  sessionId: "none",
};

/** Adds waiting cases of mixed tiers and due times, without readings: what is measured is the queue. */
async function addCases(count: number): Promise<void> {
  await db().$executeRaw`
    WITH made AS (
      INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id, unread_since)
      SELECT uuidv7(), source.id, 1, 'flagged', 0, source.data_key_id, NULL FROM source, generate_series(1, ${count}::int)
      RETURNING id)
    INSERT INTO "case" (id, conversation_id, revision, reason, tier, queue_tier, due_at)
    SELECT uuidv7(), id, 1, 'flagged', t, t, now() + interval '1 hour' + random() * interval '1 day'
    FROM made, LATERAL (SELECT 1 + floor(random() * 3)::int AS t) AS tier`;
  await db().$executeRaw`ANALYZE`;
}

async function prepare(): Promise<void> {
  await db().user.create({ data: { id: "bench", name: "Bench", email: "bench@example.org", roles: ["reviewer"] } });
  await db().$executeRaw`INSERT INTO data_key (id, kind, wrapped, kek_version) VALUES (uuidv7(), 'source', '\\x00', 1)`;
  await db()
    .$executeRaw`INSERT INTO source (id, platform, name, data_key_id) SELECT uuidv7(), 'api', 'bench', id FROM data_key`;
}

async function measureAt(cases: number) {
  return {
    cases,
    claim: await measureLatency(RUNS, () => claimNextCase(reviewer)),
    list: await measureLatency(RUNS, () => listCases(reviewer, {})),
    summary: await measureLatency(100, () => summariseQueue(reviewer)),
  };
}

/** @returns the latencies in milliseconds at both sizes, and how many times longer the large one takes */
export async function benchQueue(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  try {
    const postgres = await startPostgres({ dataDir });
    process.env.DATABASE_URL = postgres.url;
    process.env.VIGIL_SECRET = "bench-bench-bench-bench-bench-bench-bench";
    await deployMigrations(postgres.url);
    await prepare();
    await liftLimits();
    await addCases(SMALL);
    const small = await measureAt(SMALL);
    say(`Adding ${LARGE} cases`);
    await addCases(LARGE);
    const large = await measureAt(LARGE);
    const names = ["claim", "list", "summary"] as const;
    const rows = [small, large].flatMap((at) =>
      names.map((name) => ({ cases: at.cases, operation: name, ...at[name] })),
    );
    const ratios = names.map((name) => ({
      operation: name,
      p50: large[name].p50 / small[name].p50,
      p95: large[name].p95 / small[name].p95,
    }));
    await disconnectDb();
    return { rows, ratios };
  } finally {
    await removeThrowaway(dataDir);
  }
}
