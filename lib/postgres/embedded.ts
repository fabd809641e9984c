import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, findCluster, openCluster, postgresEnvironment } from "@/lib/postgres/cluster";
import { adminUrl, appDatabase, appRole, appUrl } from "@/lib/postgres/cluster-settings";
import { answers, withClient } from "@/lib/postgres/connect";
import { findFreePort } from "@/lib/postgres/free-port";
import { parsePostmasterFile } from "@/lib/postgres/postmaster-file";
import { explainStartFailure } from "@/lib/postgres/start-failure";
import { isAlive, waitForExit } from "@/lib/process/liveness";
import { OperatorError } from "@/lib/process/operator-error";

/** A PostgreSQL of this machine that answers. */
export interface RunningPostgres {
  /** Connection string of the application's role. */
  url: string;
  adminUrl: string;
  pid: number;
  port: number;
}

export interface StartOptions {
  dataDir: string;
  /** Loopback port; without it a free one is chosen. */
  port?: number;
  /** PostgreSQL settings over ours, for example `{ fsync: "off" }` for a throwaway database. */
  settings?: Readonly<Record<string, string>>;
  say?: (line: string) => void;
}

const startTimeoutMs = 30_000;
const maxLogBytes = 10 * 1024 * 1024;

/** `log_min_messages=log` keeps a failed statement's error, which can quote a conversation, out of the log file. */
const baseSettings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  synchronous_commit: "on",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_timezone: "UTC",
  timezone: "UTC",
};

function readPostmaster(clusterDir: string) {
  const file = path.join(clusterDir, "postmaster.pid");
  return existsSync(file) ? parsePostmasterFile(readFileSync(file, "utf8")) : null;
}

/**
 * The embedded PostgreSQL of a data folder, when one runs: its process is alive and it lets us in with the password
 * that only this data folder's database knows.
 */
export async function findRunning(dataDir: string): Promise<RunningPostgres | null> {
  const cluster = findCluster(dataDir);
  if (!cluster) return null;
  const file = readPostmaster(cluster.clusterDir);
  if (!file || !isAlive(file.pid)) return null;
  const admin = adminUrl(cluster.settings, file.port);
  if (!(await answers(admin, file.ready ? 500 : 5000))) return null;
  return { url: appUrl(cluster.settings, file.port), adminUrl: admin, pid: file.pid, port: file.port };
}

function openLog(logFile: string): number {
  if (existsSync(logFile) && statSync(logFile).size > maxLogBytes) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, "a", 0o600);
}

/** One attempt: null when it answers, else everything it wrote before it ended. */
async function attemptStart(
  cluster: Cluster,
  port: number,
  options: StartOptions,
): Promise<{ pid: number } | { output: string }> {
  const logFile = path.join(cluster.dataDir, "postgres.log");
  const log = openLog(logFile);
  const logStart = statSync(logFile).size;
  const flags = Object.entries({ ...baseSettings, ...options.settings }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  // Detached: its own session, so a Ctrl-C in the terminal ends web and worker first and the database last.
  const child = spawn(cluster.binaries.postgres, ["-D", cluster.clusterDir, "-p", String(port), ...flags], {
    ...cluster.account,
    cwd: cluster.clusterDir,
    env: postgresEnvironment(),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  const state: { ended: boolean; error: Error | null } = { ended: false, error: null };
  child.once("exit", () => {
    state.ended = true;
  });
  child.once("error", (error) => {
    state.error = error;
  });
  const url = adminUrl(cluster.settings, port);
  const until = Date.now() + startTimeoutMs;
  while (!state.ended && !state.error && Date.now() < until) {
    if (child.pid !== undefined && (await answers(url))) return { pid: child.pid };
    await sleep(20);
  }
  if (state.error)
    throw new OperatorError(`PostgreSQL could not be run: ${state.error.message}`, 1, { cause: state.error });
  if (!state.ended) {
    // Recovery after a crash can take long, and ending it would only begin it again: leave it and say so.
    throw new OperatorError(
      `PostgreSQL is still starting after ${startTimeoutMs / 1000} s (recovering after a crash?); see ${logFile} and start again`,
    );
  }
  return { output: readFileSync(logFile).subarray(logStart).toString("utf8") };
}

/** A pid file left by a crash whose pid another program has since been given; PostgreSQL itself cannot tell. */
function isForeignProcess(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() !== "postgres";
  } catch {
    return false;
  }
}

async function ensureAppDatabase(cluster: Cluster, port: number): Promise<void> {
  await withClient(adminUrl(cluster.settings, port), async (client) => {
    const secret = pg.escapeLiteral(cluster.settings.password);
    const found = await client.query(
      "SELECT (SELECT count(*)::int FROM pg_roles WHERE rolname = $1) AS roles, (SELECT count(*)::int FROM pg_database WHERE datname = $2) AS databases",
      [appRole, appDatabase],
    );
    // Not a superuser: what reaches the database through the application cannot read files or run programs.
    if (found.rows[0].roles === 0) await client.query(`CREATE ROLE ${appRole} LOGIN PASSWORD ${secret}`);
    if (found.rows[0].databases === 0) await client.query(`CREATE DATABASE ${appDatabase} OWNER ${appRole}`);
  });
}

/**
 * Starts the embedded PostgreSQL of a data folder (making it first when there is none), or adopts the one that runs.
 * Survives a crash before: a stale pid file, and backends of a killed server that take seconds to go.
 * @throws OperatorError with a plain reason when it cannot be started.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const adopted = await findRunning(options.dataDir);
  if (adopted) return adopted;
  const cluster = await openCluster(options.dataDir, options.say ?? (() => undefined));
  const port = options.port ?? (await findFreePort());
  const until = Date.now() + startTimeoutMs;
  for (;;) {
    const attempt = await attemptStart(cluster, port, options);
    if ("pid" in attempt) {
      await ensureAppDatabase(cluster, port);
      return {
        url: appUrl(cluster.settings, port),
        adminUrl: adminUrl(cluster.settings, port),
        pid: attempt.pid,
        port,
      };
    }
    const failure = explainStartFailure(attempt.output, path.join(cluster.dataDir, "postgres.log"));
    if (failure.kind === "stop") throw new OperatorError(failure.message);
    if (failure.kind === "lock-file") {
      const other = await findRunning(options.dataDir);
      if (other) return other;
      if (isForeignProcess(failure.pid)) rmSync(path.join(cluster.clusterDir, "postmaster.pid"), { force: true });
    }
    if (Date.now() >= until) {
      throw new OperatorError(
        `PostgreSQL did not start within ${startTimeoutMs / 1000} s; see ${path.join(cluster.dataDir, "postgres.log")}`,
      );
    }
    await sleep(200);
  }
}

async function runPgCtlStop(cluster: Cluster, mode: "fast" | "immediate", seconds: number): Promise<void> {
  const child = spawn(
    cluster.binaries.pgCtl,
    ["stop", "-D", cluster.clusterDir, "-m", mode, "-w", "-t", String(seconds)],
    {
      ...cluster.account,
      cwd: cluster.clusterDir,
      env: postgresEnvironment(),
      detached: true,
      stdio: "ignore",
    },
  );
  await new Promise((resolve) => child.once("close", resolve).once("error", resolve));
}

/**
 * Stops the embedded PostgreSQL of a data folder: connections are closed, everything is written down. After
 * `timeoutMs` it is ended at once, which loses nothing that was committed. Does nothing when none runs.
 */
export async function stopPostgres(dataDir: string, timeoutMs = 6000): Promise<void> {
  const found = findCluster(dataDir);
  const file = found && readPostmaster(found.clusterDir);
  if (!file || !isAlive(file.pid)) return;
  const cluster = await openCluster(dataDir, () => undefined);
  await runPgCtlStop(cluster, "fast", Math.ceil(timeoutMs / 1000));
  if (await waitForExit(file.pid, 500)) return;
  await runPgCtlStop(cluster, "immediate", 3);
  if (!(await waitForExit(file.pid, 3000))) throw new OperatorError(`PostgreSQL (process ${file.pid}) did not stop`);
}
