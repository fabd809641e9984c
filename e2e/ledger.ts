/**
 * `npm run ledger [-- COUNT]`: sends webhook deliveries at full speed while the worker, the web process and PostgreSQL are
 * each killed once with -9, and then counts what is on the desk against what was acknowledged. A tool: it takes minutes.
 */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { post } from "@/e2e/desk/desk-client";
import { familyOf, postmasterPid } from "@/e2e/desk/processes";
import { openTestDesk, type TestDesk } from "@/e2e/desk/test-desk";
import { readEnv } from "@/lib/env/env";
import { getDatabaseUrl } from "@/lib/postgres/with-database";

const COUNT = Number(process.argv[2] ?? 50_000);
const CONNECTIONS = 32;
const MESSAGES_A_THREAD = 10;
/** Every so many deliveries the sender "hears no answer" and sends the same again. */
const REPEAT_EVERY = 20;
const TRY_MS = 10_000;
const SETTLE_MS = 20 * 60_000;

type Source = { url: string; secret: string };
type Ledger = {
  acknowledged: number;
  sentAgain: number;
  tries: number;
  statuses: Record<string, number>;
  killed: { what: string; afterAcknowledged: number }[];
};

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** One try. @returns the status; 0 when the connection broke */
function tryOnce(source: Source, index: number): Promise<number> {
  const messageId = `m${index}`;
  const sentAt = new Date(Date.UTC(2026, 10, 1) + index * 1000).toISOString();
  const data = {
    conversationId: `c${Math.floor(index / MESSAGES_A_THREAD)}`,
    messageId,
    author: { id: `u${index % 97}`, name: "Wren" },
    role: "user",
    text: `message ${index} of the night`,
    sentAt,
  };
  const body = JSON.stringify({ type: "message.created", timestamp: sentAt, data });
  const signed = signRequest(standardWebhooks, source.secret, {
    body,
    url: source.url,
    contentType: "application/json",
    id: `msg_${index}`,
  });
  return new Promise((resolve) => {
    const sent = request(signed.url, { method: "POST", agent, headers: signed.headers, timeout: TRY_MS }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
    });
    sent.on("timeout", () => sent.destroy());
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}

async function sendUntilAcknowledged(source: Source, index: number, ledger: Ledger): Promise<void> {
  for (;;) {
    const status = await tryOnce(source, index);
    ledger.tries += 1;
    ledger.statuses[status] = (ledger.statuses[status] ?? 0) + 1;
    if (status >= 200 && status < 300) return;
    await sleep(100 + Math.random() * 200);
  }
}

function pidOf(desk: TestDesk, program: "web" | "worker"): number {
  const found = familyOf(desk.running.child.pid ?? 0).find(({ command }) => command.includes(`bin/${program}.ts`));
  if (!found) throw new Error(`there is no ${program} process`);
  return found.pid;
}

async function killAt(share: number, what: string, pid: () => number, ledger: Ledger): Promise<void> {
  while (ledger.acknowledged < COUNT * share) await sleep(20);
  process.kill(pid(), "SIGKILL");
  ledger.killed.push({ what, afterAcknowledged: ledger.acknowledged });
}

async function settle(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<number> {
  const started = Date.now();
  for (;;) {
    const [row] = await query(`
      SELECT (SELECT count(*) FROM webhook_delivery WHERE state = 'received')::int AS deliveries,
        (SELECT count(*) FROM conversation WHERE unread_since IS NOT NULL)::int AS unread`).catch(() => []);
    if (row && row.deliveries === 0 && row.unread === 0) return Date.now() - started;
    if (Date.now() - started > SETTLE_MS) throw new Error(`not settled: ${JSON.stringify(row)}`);
    await sleep(500);
  }
}

const desk = await openTestDesk({ withoutModel: true });
try {
  const schema = z.object({ id: z.string(), url: z.string(), secret: z.string() });
  const wanted = { platform: "standard-webhooks", name: "Ledger" };
  const source = await post(desk.url, await desk.admin(), "/api/v1/sources", wanted, schema);
  const ledger: Ledger = { acknowledged: 0, sentAgain: 0, tries: 0, statuses: {}, killed: [] };
  let next = 0;
  const started = performance.now();
  const senders = Array.from({ length: CONNECTIONS }, async () => {
    while (next < COUNT) {
      const index = next;
      next += 1;
      await sendUntilAcknowledged(source, index, ledger);
      ledger.acknowledged += 1;
      if (index % REPEAT_EVERY === 0) {
        await sendUntilAcknowledged(source, index, ledger);
        ledger.sentAgain += 1;
      }
    }
  });
  const killing = (async () => {
    await killAt(0.25, "worker", () => pidOf(desk, "worker"), ledger);
    await killAt(0.5, "PostgreSQL", () => postmasterPid(desk.running.dataDir), ledger);
    await killAt(0.75, "web", () => pidOf(desk, "web"), ledger);
  })();
  await Promise.all([...senders, killing]);
  const sendMs = performance.now() - started;
  const env = readEnv({ DATA_DIR: desk.running.dataDir });
  const client = new pg.Pool({ connectionString: await getDatabaseUrl(env), max: 2 });
  client.on("error", () => undefined);
  const query = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
  const settledAfterMs = await settle(query);
  const [stored] = await query(`
    SELECT (SELECT count(*) FROM webhook_delivery)::int AS deliveries,
      (SELECT count(*) FROM webhook_delivery WHERE state <> 'normalised')::int AS "deliveriesNotNormalised",
      (SELECT count(*) FROM message)::int AS messages,
      (SELECT count(DISTINCT external_id) FROM message)::int AS "distinctMessages",
      (SELECT count(*) FROM conversation)::int AS conversations,
      (SELECT count(*) FROM conversation WHERE status IN ('received', 'classifying'))::int AS "conversationsNotRead"`);
  await client.end();
  const missing = COUNT - Number(stored?.distinctMessages);
  const twice = Number(stored?.messages) - Number(stored?.distinctMessages);
  const perSecond = Math.round((ledger.tries / sendMs) * 1000);
  const counts = { ...ledger, sendMs: Math.round(sendMs), perSecond, settledAfterMs, stored, missing, twice };
  process.stdout.write(`${JSON.stringify(counts, null, 2)}\n`);
  if (missing !== 0 || twice !== 0) process.exitCode = 1;
} finally {
  agent.destroy();
  await desk.close();
}
