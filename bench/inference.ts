/** Readings per second beside a bare load generator on the same model server, a panel beside a single call, and faults. */
import { measureLatency } from "@/bench/measure-latency";
import { startTestModel, type TestModel } from "@/bench/test-model";
import { openInstallation } from "@/domain/access/open-installation";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { chooseEngine } from "@/inference/choose-engine";
import type { Engine } from "@/inference/engines/engine";
import { strategyOf } from "@/inference/strategies/strategy";
import { db, disconnectDb } from "@/lib/db/client";
import { stopJobs } from "@/lib/jobs/boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const SERVICE_MS = 50;
const ROUNDS = 2;
const TEXTS = [
  "I had a rough day at work, but my sister made dinner and we watched a film until late.",
  "Can you help me write a letter to the landlord about the heating? It has been cold for a week now.",
  "We are thinking of going to the lake on Sunday if the weather holds; bring the small tent.",
];

type Row = { rate: number; round: number; what: string; perSecond: number; share: number };

/** Calls `run` `amount` times with so many at once. @returns how many ended a second */
async function perSecond(amount: number, atOnce: number, run: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const started = performance.now();
  const loop = async () => {
    for (let index = next++; index < amount; index = next++) await run(index);
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  return (amount * 1000) / (performance.now() - started);
}

const textOf = (index: number) => `${TEXTS[index % TEXTS.length]} (${index})`;

/** The least that can be done with the server: one request after another, the answer read and thrown away. */
async function bareCall(model: TestModel, index: number): Promise<void> {
  const response = await fetch(`${model.url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      model: model.name,
      messages: [{ role: "user", content: textOf(index) }],
      temperature: 0,
      top_p: 1,
      max_tokens: 300,
      seed: 1,
      logprobs: true,
      top_logprobs: 20,
    }),
  });
  if (!response.ok) throw new Error(`the bare call was answered with ${response.status}`);
  await response.text();
}

function engineAt(model: TestModel) {
  return chooseEngine({
    dataDir: "/nonexistent",
    inferenceUrls: [model.url],
    inferenceModel: model.name,
    inferenceEngine: "sglang",
    inferenceApiKey: null,
  });
}

async function conversations(amount: number): Promise<string[]> {
  const { id: keyId, sourceId } = await createIngestKey(
    { kind: "system", process: "cli" },
    { name: `bench ${performance.now()}` },
  );
  const actor = { kind: "ingest_key", keyId, sourceId } as const;
  const ids: string[] = [];
  await perSecond(amount, 8, async (index) => {
    const { id } = await acceptConversation(actor, { messages: [{ role: "user", text: textOf(index) }] });
    ids.push(id);
  });
  return ids;
}

async function throughput(rate: number, amount: number, say: (line: string) => void): Promise<Row[]> {
  // Twice what the server works on at a time, for all alike: it always has the next request at hand.
  const atOnce = (2 * rate * SERVICE_MS) / 1000;
  const model = await startTestModel({ rate, serviceMs: SERVICE_MS });
  const { engine, fleet } = engineAt(model);
  const rows: Row[] = [];
  try {
    await fleet?.probe();
    for (let round = 0; round <= ROUNDS; round += 1) {
      const count = round === 0 ? Math.ceil(amount / 4) : amount;
      const ids = await conversations(count);
      const runs = [
        { what: "bare", run: (index: number) => bareCall(model, index) },
        { what: "engine", run: (index: number) => readOnly(engine, index) },
        { what: "pipeline", run: (index: number) => readStored(engine, ids[index]) },
      ];
      const results = new Map<string, number>();
      for (const { what, run } of round % 2 === 0 ? runs : runs.toReversed()) {
        results.set(what, await perSecond(count, atOnce, run));
      }
      const bare = results.get("bare") ?? 0;
      for (const [what, speed] of results) {
        const row = { rate, round, what, perSecond: Math.round(speed), share: Number((speed / bare).toFixed(3)) };
        say(JSON.stringify(row));
        if (round > 0) rows.push(row);
      }
    }
  } finally {
    await fleet?.close();
    await model.stop();
  }
  return rows;
}

async function readOnly(engine: Engine, index: number): Promise<void> {
  const { reading } = await engine.read([{ role: "user", text: textOf(index) }]);
  if (reading.outcome !== "none") throw new Error(`a clear text was read as ${reading.outcome}`);
}

/** As a worker does it: load, read, store with its audit event. */
async function readStored(engine: Engine, conversationId: string | undefined): Promise<void> {
  if (conversationId === undefined) throw new Error("there are too few conversations");
  const outcome = await readAndRoute(engine, { conversationId, revision: 1 });
  if (outcome !== "done") throw new Error("a reading was not stored");
}

async function panelAgainstSingle() {
  const model = await startTestModel({ rate: 1_000, serviceMs: SERVICE_MS });
  const { engine, fleet } = engineAt(model);
  try {
    await fleet?.probe();
    const messages = [{ role: "user" as const, text: TEXTS[0] ?? "" }];
    const rows = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const single = await measureLatency(60, () => engine.read(messages, { strategy: strategyOf("single") }));
      const panel = await measureLatency(60, () => engine.read(messages, { strategy: strategyOf("panel") }));
      rows.push({
        round,
        singleMs: single.p50,
        panelMs: panel.p50,
        ratio: Number((panel.p50 / single.p50).toFixed(3)),
      });
    }
    return rows;
  } finally {
    await fleet?.close();
    await model.stop();
  }
}

/** Conversations read while the server fails, hangs up and comes back: none may be lost, and the breaker opens and closes. */
async function faults(say: (line: string) => void) {
  const model = await startTestModel({ rate: 200, serviceMs: SERVICE_MS });
  const { engine, fleet } = engineAt(model);
  const seen: string[] = [];
  const watch = setInterval(() => {
    const state = fleet?.reports()[0]?.breaker;
    if (state && state !== seen.at(-1)) seen.push(state);
  }, 5);
  try {
    await fleet?.probe();
    const ids = await conversations(600);
    const phases = [
      { what: "sound", fault: null },
      {
        what: "503 and resets",
        fault: [
          { kind: "503", share: 0.5 },
          { kind: "reset", share: 0.5 },
        ],
      },
      { what: "sound again", fault: null },
    ];
    const outcomes: Record<string, Record<string, number>> = {};
    for (const [place, { what, fault }] of phases.entries()) {
      await model.mend();
      for (const one of fault ?? []) await model.fail(one);
      if (what === "sound again") await new Promise((resolve) => setTimeout(resolve, 3_000));
      await perSecond(200, 10, (index) => readStored(engine, ids[place * 200 + index]));
      const rows = await db().conversation.groupBy({
        by: ["status"],
        where: { id: { in: ids.slice(place * 200, place * 200 + 200) } },
        _count: true,
      });
      outcomes[what] = Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
      say(`${what}: ${JSON.stringify(outcomes[what])}`);
    }
    // What failed is read again, as the maintenance of a worker asks for it.
    const failed = await db().conversation.findMany({ where: { id: { in: ids }, status: "unscored" } });
    await perSecond(failed.length, 10, async (index) => {
      const conversation = failed[index];
      if (conversation) await readAndRoute(engine, { conversationId: conversation.id, revision: 1, again: true });
    });
    const read = await db().conversation.count({ where: { id: { in: ids }, status: "clear" } });
    return { breaker: seen, outcomes, readInTheEnd: read, lost: ids.length - read };
  } finally {
    clearInterval(watch);
    await fleet?.close();
    await model.stop();
  }
}

/** @returns readings per second and their share of the bare generator's, panel against single, and what faults did */
export async function benchInference(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  try {
    Object.assign(process.env, {
      DATABASE_URL: postgres.url,
      VIGIL_SECRET: "bench-bench-bench-bench-bench-bench-bench",
    });
    await deployMigrations(postgres.url);
    await openInstallation();
    await ensureReadingQueues();
    const slow = await throughput(100, 600, say);
    const fast = await throughput(1_000, 2_000, say);
    const panel = await panelAgainstSingle();
    const { breaker, outcomes, readInTheEnd, lost } = await faults(say);
    return {
      throughput: [...slow, ...fast],
      panel,
      faults: [{ breaker: breaker.join(" → "), readInTheEnd, lost }],
      outcomes,
    };
  } finally {
    await stopJobs(500);
    await disconnectDb();
    await removeThrowaway(dataDir);
  }
}
