import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import { databaseUrl, type Tx } from "@/lib/db/client";
import { log } from "@/lib/log/log";

/** A job whose worker died is given to another after this long, in seconds; the shortest that pg-boss allows. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 2;

type QueueOptions = { deadLetter?: string; retryLimit: number; retryDelaySeconds: number };

const holder = globalThis as typeof globalThis & { vigilBoss?: Promise<PgBoss> };

async function start(supervise: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    max: supervise ? 8 : 3,
    supervise,
    schedule: false,
    monitorIntervalSeconds: MONITOR_SECONDS,
    superviseIntervalSeconds: MONITOR_SECONDS,
  });
  // Without a listener an 'error' event would end the process; pg-boss goes on by itself once the database is back.
  boss.on("error", (error) => log.error({ err: error.message }, "job queue"));
  await boss.start();
  return boss;
}

/**
 * The job queue of this process. Web processes only send; a worker also supervises, which is what hands the jobs of a
 * dead worker to a live one.
 */
export function jobs(options: { supervise: boolean } = { supervise: false }): Promise<PgBoss> {
  holder.vigilBoss ??= start(options.supervise).catch((error: unknown) => {
    holder.vigilBoss = undefined;
    throw error;
  });
  return holder.vigilBoss;
}

/** Stops taking jobs, lets running ones end (up to `timeoutMs`), and closes the connections. */
export async function stopJobs(timeoutMs = 5_000): Promise<void> {
  const starting = holder.vigilBoss;
  holder.vigilBoss = undefined;
  await (await starting)?.stop({ graceful: true, timeout: timeoutMs });
}

/** Makes a queue if it is not there yet. Safe to call from every process at every start. */
export async function ensureQueue(boss: PgBoss, name: string, options: QueueOptions): Promise<void> {
  const settings = {
    retryLimit: options.retryLimit,
    retryDelay: options.retryDelaySeconds,
    retryBackoff: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 300,
    deleteAfterSeconds: 24 * 60 * 60,
    ...(options.deadLetter ? { deadLetter: options.deadLetter } : {}),
  };
  if (await boss.getQueue(name)) await boss.updateQueue(name, settings);
  else await boss.createQueue(name, settings);
}

/** What makes a job part of a transaction: pass it as `db` when sending. The job exists if and only if `tx` commits. */
export function inTransaction(tx: Tx) {
  return fromPrisma(tx);
}
