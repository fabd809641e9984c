import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildApp } from "@/bin/build-app";
import { issueFirstAdminLink, seedDemo } from "@/bin/first-steps";
import { waitUntilReady } from "@/bin/wait-until-ready";
import { openInstallation } from "@/domain/access/open-installation";
import { chooseEngine } from "@/inference/choose-engine";
import { type Env, readEnv } from "@/lib/env/env";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { findRunning, type RunningPostgres, startPostgres } from "@/lib/postgres/embedded";
import { isPortFree } from "@/lib/postgres/free-port";
import { type KeptPostgres, keepRunning } from "@/lib/postgres/keep-running";
import { takeStartLock } from "@/lib/postgres/start-lock";
import { describeFailure, OperatorError } from "@/lib/process/operator-error";
import { type SupervisedProgram, supervise } from "@/lib/process/supervise";

const root = path.resolve(import.meta.dirname, "..");
const programGraceMs = 5000;
/** Collects short-lived memory in small steps: while a file is brought in this saves a quarter of the peak, at no cost. */
const smallGarbage = "--max-semi-space-size=2";
const readyTimeoutMs = 30_000;

/** What runs now, in the order in which it was started; ended in the opposite order. */
const running: {
  starting: Promise<unknown> | null;
  step: ChildProcess | null;
  postgres: KeptPostgres | null;
  releaseLock: (() => Promise<void>) | null;
  programs: SupervisedProgram[];
  stopping: boolean;
} = { starting: null, step: null, postgres: null, releaseLock: null, programs: [], stopping: false };

function say(line: string): void {
  console.log(line);
}

async function stopEverything(): Promise<void> {
  running.step?.kill("SIGTERM");
  await Promise.all(running.programs.map((program) => program.stop(programGraceMs)));
  await running.starting?.catch(() => undefined);
  await running.releaseLock?.();
  await running.postgres?.stop();
}

function stopOnSignals(): void {
  const onSignal = (reason: string) => {
    if (running.stopping) {
      if (reason === "disconnect") return;
      for (const program of running.programs) program.kill();
      running.step?.kill("SIGKILL");
      running.postgres?.abort();
      process.exit(130);
    }
    running.stopping = true;
    say("Stopping (once more to stop at once)");
    stopEverything().then(
      () => {
        say("Stopped");
        process.exit(0);
      },
      (error: unknown) => {
        console.error(`vigil: ${describeFailure(error)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onSignal(signal));
  // scripts/start.mjs is gone: nobody could stop us any more.
  if (process.connected) process.on("disconnect", () => onSignal("disconnect"));
}

function readArguments(args: readonly string[]): { demo: boolean } {
  const unknown = args.find((arg) => arg !== "--demo");
  if (unknown !== undefined) throw new OperatorError(`unknown argument ${unknown}; known: --demo`, 2);
  return { demo: args.includes("--demo") };
}

async function lock(databaseUrl: string, env: Env): Promise<void> {
  const result = await takeStartLock(databaseUrl, { pid: process.pid, url: env.baseUrl });
  if (result.taken) {
    running.releaseLock = result.release;
    return;
  }
  const who = result.holder === null ? "" : ` (${result.holder})`;
  throw new OperatorError(
    `Vigil already runs with the data folder ${env.dataDir}${who}. Stop it first, or set DATA_DIR and PORT`,
  );
}

/** @param patienceMs how long the port's owner may take to go: the web process of a start that was killed */
async function checkPort(port: number, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await isPortFree(port))) {
    if (Date.now() >= until)
      throw new OperatorError(
        `port ${port} is taken by another program; set PORT, for example PORT=${port + 1} npm start`,
      );
    await sleep(100);
  }
}

async function adopt(postgres: RunningPostgres, env: Env): Promise<void> {
  await lock(postgres.url, env);
  running.postgres = keepRunning(env.dataDir, postgres, say, () => lock(postgres.url, env));
}

async function startDatabase(env: Env): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir: env.dataDir, say });
  await adopt(postgres, env);
  return postgres;
}

async function openDatabase(env: Env): Promise<string> {
  if (env.databaseUrl !== null) {
    await checkPort(env.port, 0);
    return env.databaseUrl;
  }
  const left = await findRunning(env.dataDir);
  if (left) await adopt(left, env);
  await checkPort(env.port, left ? 5000 : 0);
  if (left) return left.url;
  const starting = startDatabase(env);
  running.starting = starting;
  return (await starting).url;
}

function runPrograms(env: NodeJS.ProcessEnv): void {
  const common = { command: process.execPath, cwd: root, env };
  // Next brings its own React for each side; the condition that the worker's server-only modules ask for breaks it.
  const web = { ...common, name: "web", args: ["--import", "tsx", path.join("bin", "web.ts")] };
  const workerArgs = [smallGarbage, "--conditions=react-server", "--import", "tsx", path.join("bin", "worker.ts")];
  running.programs.push(supervise(web, say), supervise({ ...common, name: "worker", args: workerArgs }, say));
}

async function main(): Promise<void> {
  stopOnSignals();
  const options = readArguments(process.argv.slice(2));
  const env = readEnv(process.env);
  chooseEngine(env);
  const databaseUrl = await openDatabase(env);
  const applied = await deployMigrations(databaseUrl, say);
  process.env.DATABASE_URL = databaseUrl;
  process.env.VIGIL_SECRET = env.secret;
  await openInstallation();
  if (applied.length > 0) say(`Database brought up to date (${applied.length} migrations)`);
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    VIGIL_SECRET: env.secret,
    DATA_DIR: env.dataDir,
    PORT: String(env.port),
  });
  await buildApp(root, process.env, say, (child) => {
    running.step = child;
    child.once("exit", () => {
      running.step = null;
    });
  });
  if (options.demo) await seedDemo();
  if (running.stopping) return;
  runPrograms(process.env);
  const missing = await waitUntilReady(env.port, readyTimeoutMs, () => running.stopping);
  if (running.stopping) return;
  say(
    missing === null ? `Vigil is ready: ${env.baseUrl}` : `Vigil runs at ${env.baseUrl}, but is not ready: ${missing}`,
  );
  const link = await issueFirstAdminLink();
  if (link !== null) say(`Create the first admin (works once): ${link}`);
}

main().catch(async (error: unknown) => {
  if (running.stopping) return;
  running.stopping = true;
  console.error(`vigil: ${describeFailure(error)}`);
  await stopEverything().catch(() => undefined);
  process.exit(error instanceof OperatorError ? error.exitCode : 1);
});
