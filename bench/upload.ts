/** Bringing in a million messages from JSON lines and from a Slack export: rate, peak memory, killed half way and gone on. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import yazl from "yazl";
import { openInstallation } from "@/domain/access/open-installation";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { db, disconnectDb } from "@/lib/db/client";
import { stopJobs } from "@/lib/jobs/boss";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const root = path.resolve(import.meta.dirname, "..");
const SECRET = "bench-bench-bench-bench-bench-bench-bench";
const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const A_CONVERSATION = 10;
const A_DAY = 1_000;
/** A run that was killed can be gone on with after its lease, in milliseconds. */
const LEASE_MS = 16_000;
const WORDS = "the night is long and nobody is there to talk to but it helps to write it down somewhere".split(" ");

const wordsOf = (index: number, count: number) =>
  Array.from({ length: count }, (_, at) => WORDS[(index * 7 + at * 13) % WORDS.length]).join(" ");

function* jsonLines(): Generator<string> {
  for (let first = 0; first < MESSAGES; first += A_CONVERSATION) {
    const messages = Array.from({ length: A_CONVERSATION }, (_, at) => ({
      role: at % 2 === 0 ? "user" : "assistant",
      content: `${first + at}: ${wordsOf(first + at, 20)}`,
    }));
    yield `${JSON.stringify({ messages })}\n`;
  }
}

/** One channel's day: messages of 40 people, every tenth one the beginning of a thread of its own that four answer. */
function slackDay(day: number): string {
  const started = Date.UTC(2026, 0, 1) / 1000 + day * 86_400;
  const ts = (at: number) => `${started + at}.${String(at).padStart(6, "0")}`;
  return JSON.stringify(
    Array.from({ length: A_DAY }, (_, at) => ({
      type: "message",
      user: `U${String((day * 3 + at) % 40).padStart(8, "0")}`,
      text: `${day}.${at}: ${wordsOf(day + at, 60)}`,
      ts: ts(at),
      ...(at % 10 < 5 ? { thread_ts: ts(at - (at % 10)) } : {}),
      client_msg_id: `${day}-${at}-${wordsOf(at, 4)}`,
    })),
  );
}

async function writeSlackZip(file: string): Promise<void> {
  const zip = new yazl.ZipFile();
  const users = Array.from({ length: 40 }, (_, at) => ({
    id: `U${String(at).padStart(8, "0")}`,
    name: `person${at}`,
    profile: { display_name: `Person ${at}` },
  }));
  zip.addBuffer(Buffer.from(JSON.stringify([{ id: "C1", name: "night", members: [] }])), "channels.json");
  zip.addBuffer(Buffer.from(JSON.stringify(users)), "users.json");
  for (let day = 0; day < MESSAGES / A_DAY; day += 1) {
    const name = `night/${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)}.json`;
    zip.addReadStreamLazy(name, { compress: false }, (give) => give(null, Readable.from([slackDay(day)])));
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

function startIngest(file: string, url: string): ChildProcess {
  const args = [
    "--max-semi-space-size=2",
    "--conditions=react-server",
    "--import",
    "tsx",
    "bin/vigil.ts",
    "ingest",
    file,
    "--json",
  ];
  const env = { ...process.env, DATABASE_URL: url, VIGIL_SECRET: SECRET };
  return spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
}

/** Peak resident memory of a process so far, in MB; 0 once it is gone. */
function peakMb(pid: number): number {
  try {
    const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Math.round(Number(kb ?? 0) / 1024);
  } catch {
    return 0;
  }
}

type Run = { peak: number; seconds: number; code: number | null };

/** Runs until the file is done, or kills it with -9 once this many messages are in. */
async function run(file: string, url: string, from: Date, killAfter: number | null): Promise<Run> {
  const started = performance.now();
  const child = startIngest(file, url);
  let peak = 0;
  const watching = (async () => {
    while (child.exitCode === null && child.signalCode === null) {
      peak = Math.max(peak, peakMb(child.pid ?? 0));
      if (killAfter !== null && (await latest(from)).messages >= killAfter) child.kill("SIGKILL");
      await sleep(100);
    }
  })();
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  await watching;
  return { peak, seconds: (performance.now() - started) / 1000, code };
}

/** The upload under way, of those made since `from`. */
async function latest(from: Date) {
  const row = await db().upload.findFirst({ where: { createdAt: { gte: from } }, orderBy: { createdAt: "desc" } });
  return { messages: row?.messages ?? 0, position: Number(row?.position ?? 0), state: row?.state ?? "none" };
}

/** @returns for each file: messages a second from start to end, peak memory in MB, and what a kill half way cost */
export async function benchUpload(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  try {
    Object.assign(process.env, { DATABASE_URL: postgres.url, VIGIL_SECRET: SECRET });
    await deployMigrations(postgres.url);
    await openInstallation();
    await ensureReadingQueues();
    const lines = path.join(dataDir, "million.jsonl");
    await pipeline(Readable.from(jsonLines()), createWriteStream(lines));
    const zip = path.join(dataDir, "slack.zip");
    await writeSlackZip(zip);
    const rows = [];
    for (const file of [lines, zip]) {
      const before = await db().message.count();
      const from = new Date();
      const killed = await run(file, postgres.url, from, MESSAGES / 2);
      const atKill = await latest(from);
      await sleep(LEASE_MS);
      const resumed = await run(file, postgres.url, from, null);
      const after = await latest(from);
      const stored = (await db().message.count()) - before;
      const row = {
        file: path.basename(file),
        megabytes: Math.round(statSync(file).size / 2 ** 20),
        messages: MESSAGES,
        perSecond: Math.round(MESSAGES / (killed.seconds + resumed.seconds)),
        peakMb: Math.max(killed.peak, resumed.peak),
        killedAt: atKill.messages,
        killedAfterSeconds: Math.round(killed.seconds),
        resumedSeconds: Math.round(resumed.seconds),
        state: after.state,
        stored,
        missing: MESSAGES - stored,
      };
      say(JSON.stringify(row));
      rows.push(row);
    }
    return { rows };
  } finally {
    await stopJobs(500);
    await disconnectDb();
    await removeThrowaway(dataDir);
  }
}
