/** A log of a million entries that nobody has sealed yet: its first seal, its export before and after, its check. Time and memory. */
import { exportWholeLog } from "@/domain/access/export-whole-log";
import { openInstallation } from "@/domain/access/open-installation";
import { sealLog } from "@/domain/audit/seal-log";
import { verifyLog } from "@/domain/audit/verify/verify-log";
import { db, disconnectDb } from "@/lib/db/client";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const AT_ONCE = 2_000;
const LOOK_MS = 100;
const MIB = 2 ** 20;

/**
 * Of every four entries one is in the chain of a case, and a case has ten. Written by the database, so that the memory of this
 * process is that of what is measured; in the canonical form that `appendEvents` writes.
 */
async function fill(say: (line: string) => void): Promise<void> {
  for (let done = 0; done < EVENTS; done += AT_ONCE) {
    await db().$executeRaw`
      WITH made AS (
        SELECT n, uuidv7() AS id, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, uuidv7() AS claim,
          CASE WHEN n % 4 = 0 THEN md5('case ' || n / 40)::uuid END AS case_id
        FROM generate_series(${done}::int, ${Math.min(done + AT_ONCE, EVENTS) - 1}::int) AS n),
      told AS (
        SELECT n, id, at, case_id, format('{"actor":{"id":"bench","kind":"user"},"at":"%s","caseId":%s,"conversationId":null,'
          '"facts":{"claimId":"%s"},"id":"%s",', at, coalesce('"' || case_id || '"', 'null'), claim, id) AS start FROM made)
      SELECT append_audit_events(json_agg(json_build_object('id', id, 'at', at, 'type', 'triage.case.claimed',
        'actor_kind', 'user', 'actor_id', 'bench', 'conversation_id', NULL, 'case_id', case_id,
        'before', start || CASE WHEN case_id IS NULL THEN '"type":"triage.case.claimed"}' ELSE '"prev":' END,
        'after', CASE WHEN case_id IS NOT NULL THEN ',"type":"triage.case.claimed"}' END) ORDER BY n)) FROM told`;
    if (done % 100_000 === 0) say(`${done} entries written`);
  }
}

/** How long something took, and how much memory this process had at the most meanwhile, and before. */
async function watch(what: string, work: () => Promise<number>) {
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, LOOK_MS);
  const began = performance.now();
  try {
    const entries = await work();
    const seconds = (performance.now() - began) / 1_000;
    return {
      what,
      entries,
      seconds: Number(seconds.toFixed(1)),
      "entries/s": Math.round(entries / seconds),
      "MiB before": Math.round(before / MIB),
      "MiB at most": Math.round(most / MIB),
    };
  } finally {
    clearInterval(look);
  }
}

/** Lets go of each record once it is text, as a reader does that writes it down. */
async function readOut(): Promise<number> {
  let entries = 0;
  let bytes = 0;
  for await (const record of exportWholeLog({ kind: "system", process: "cli" })) {
    bytes += JSON.stringify(record).length;
    if (record.kind === "entry") entries += 1;
  }
  if (bytes === 0) throw new Error("the export held nothing");
  return entries;
}

async function sealAll(): Promise<number> {
  let sealed = 0;
  for (let more = await sealLog(); more > 0; more = await sealLog()) sealed += more;
  return sealed;
}

async function verify(): Promise<number> {
  const check = await verifyLog();
  if (!check.ok) throw new Error(`the log is not what it was: ${check.firstBad?.reason}`);
  return check.events;
}

/** See the head of this file. */
export async function benchLog(say: (line: string) => void) {
  const dataDir = makeThrowawayDir("vigil-bench-");
  const postgres = await startPostgres({ dataDir });
  Object.assign(process.env, { DATABASE_URL: postgres.url, VIGIL_SECRET: "bench-bench-bench-bench-bench-bench-bench" });
  try {
    await deployMigrations(postgres.url);
    await openInstallation();
    await fill(say);
    const rows = [];
    for (const [what, work] of [
      ["export before the first seal", readOut],
      ["first seal", sealAll],
      ["export", readOut],
      ["verify", verify],
    ] as const) {
      rows.push(await watch(what, work));
      say(JSON.stringify(rows.at(-1)));
    }
    return { wholeLog: rows };
  } finally {
    await disconnectDb();
    await removeThrowaway(dataDir);
  }
}
