/** Webhooks per second that are accepted and durable, beside a bare Next route that does one insert, in one run. */
import autocannon from "autocannon";
import { startBareRoute, startVigilWeb, type WebProcess } from "@/bench/web-process";
import { buildApp } from "@/bin/build-app";
import { openInstallation } from "@/domain/access/open-installation";
import { createSource } from "@/domain/ingest/create-source";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { db, disconnectDb } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { stopJobs } from "@/lib/jobs/boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { findFreePort } from "@/lib/postgres/free-port";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const SECRET = "bench-bench-bench-bench-bench-bench-bench";
const CONNECTIONS = 32;
const REQUESTS = 15_000;
const WARM_UP = 2_000;
const ROUNDS = 3;

type Row = { round: number; what: string; perSecond: number; p50: number; p99: number; not2xx: number };

/** @returns accepted requests per second and latencies in milliseconds, round by round, and the ratios */
export async function benchIngest(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  const processes: WebProcess[] = [];
  try {
    Object.assign(process.env, { DATABASE_URL: postgres.url, VIGIL_SECRET: SECRET });
    await deployMigrations(postgres.url);
    await openInstallation();
    await ensureReadingQueues();
    await db().$executeRaw`CREATE TABLE bare (id uuid PRIMARY KEY, body bytea NOT NULL)`;
    const root = new URL("..", import.meta.url).pathname;
    await buildApp(root, { ...process.env, NODE_ENV: "production" }, say);
    const port = await findFreePort();
    const env = { DATABASE_URL: postgres.url, VIGIL_SECRET: SECRET, VIGIL_BASE_URL: `http://127.0.0.1:${port}` };
    process.env.VIGIL_BASE_URL = env.VIGIL_BASE_URL;
    const vigil = await startVigilWeb(env, port);
    processes.push(vigil);
    const bare = await startBareRoute(env, await findFreePort(), dataDir);
    processes.push(bare);
    const path = await aSource(vigil.url);
    const rows: Row[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      // Round 0 warms both up and is not counted.
      const amount = round === 0 ? WARM_UP : REQUESTS;
      const runs = [
        { what: "bare route", url: `${bare.url}/api/insert` },
        { what: "webhook", url: `${vigil.url}${path.pathname}` },
      ];
      for (const { what, url } of round % 2 === 0 ? runs : runs.reverse()) {
        const row = { round, what, ...(await load(url, path.secret, amount)) };
        say(JSON.stringify(row));
        if (round > 0) rows.push(row);
      }
    }
    const stored = await db().webhookDelivery.count();
    say(`${stored} deliveries stored of ${WARM_UP + ROUNDS * REQUESTS} accepted`);
    return { rows, ratios: ratiosOf(rows), stored };
  } finally {
    for (const each of processes) await each.stop();
    await stopJobs(500);
    await disconnectDb();
    await removeThrowaway(dataDir);
  }
}

async function aSource(url: string) {
  const made = await createSource({ kind: "system", process: "cli" }, { platform: "standard-webhooks", name: "Bench" });
  if (made.url === null || made.secret === null) throw new Error("the source has no address");
  return { pathname: new URL(made.url).pathname, secret: made.secret, url };
}

/** A message of the length that people write, under an id of its own. */
function aMessage(): string {
  const messageId = newId();
  const text = "I do not know how to say this, but the nights are the worst and nobody is there.";
  return JSON.stringify({
    type: "message.created",
    timestamp: new Date().toISOString(),
    data: {
      conversationId: `c-${messageId.slice(0, 6)}`,
      messageId,
      author: { id: "u-1", name: "Wren" },
      role: "user",
      text,
      sentAt: new Date().toISOString(),
    },
  });
}

/** Both sides get the same signed requests, so that the client's work is the same. */
async function load(url: string, secret: string, amount: number): Promise<Omit<Row, "round" | "what">> {
  const result = await autocannon({
    url,
    amount,
    connections: CONNECTIONS,
    requests: [
      {
        method: "POST",
        setupRequest: (request) => {
          const body = aMessage();
          const signed = signRequest(standardWebhooks, secret, { body, url, contentType: "application/json" });
          return { ...request, headers: { ...request.headers, ...signed.headers }, body };
        },
      },
    ],
  });
  return {
    perSecond: Math.round(result["2xx"] / result.duration),
    p50: result.latency.p50,
    p99: result.latency.p99,
    not2xx: result.non2xx + result.errors,
  };
}

function ratiosOf(rows: readonly Row[]) {
  const rounds = [...new Set(rows.map(({ round }) => round))];
  return rounds.map((round) => {
    const [webhook, bare] = ["webhook", "bare route"].map((what) =>
      rows.find((row) => row.round === round && row.what === what),
    );
    if (!webhook || !bare) throw new Error("a round is incomplete");
    return { round, throughput: webhook.perSecond / bare.perSecond, p99: webhook.p99 / bare.p99 };
  });
}
