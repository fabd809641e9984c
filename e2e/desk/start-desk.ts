import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { familyOf, type ProcessInfo, postmasterPid, stillRunning } from "@/e2e/desk/processes";

const root = path.resolve(import.meta.dirname, "../..");
const READY_MS = 45_000;
const STOP_MS = 20_000;

export type StartOptions = {
  dataDir: string;
  port: number;
  /** Base of the stand-in model; null for a desk without a model. */
  inferenceUrl: string | null;
  args?: readonly string[];
};

/** A desk that was started the way a person starts it, as a process of its own. */
export type RunningDesk = {
  url: string;
  dataDir: string;
  child: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** The exit code once it has ended. */
  exited: Promise<number | null>;
  /** Milliseconds from its start to the line that says that it is ready. */
  readyAfterMs: number;
};

/** The environment of a desk: nothing of the operator's or the test runner's own settings. */
function environment({ dataDir, port, inferenceUrl }: StartOptions): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return {
    NODE_ENV: "production",
    PATH,
    HOME,
    TMPDIR,
    LANG,
    PORT: String(port),
    DATA_DIR: dataDir,
    VIGIL_BASE_URL: `http://127.0.0.1:${port}`,
    ...(inferenceUrl === null ? {} : { INFERENCE_URL: inferenceUrl }),
  };
}

/** Runs `npm start` without its installing step, and gathers what it prints. */
export function spawnDesk(options: StartOptions) {
  const args = ["--conditions=react-server", "--import", "tsx", path.join("bin", "start.ts"), ...(options.args ?? [])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment(options),
    // By the end of the channel the desk learns that the tests were killed, and stops.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, output: () => text, exited };
}

/** Starts a desk and waits until it says that it is ready. @throws with all it printed when it does not get there. */
export async function startDesk(options: StartOptions): Promise<RunningDesk> {
  const startedAt = performance.now();
  const { child, output, exited } = spawnDesk(options);
  const ready = /Vigil is ready: (\S+)/;
  // The last line of a start is the link for the first admin, printed right after this one.
  while (!ready.test(output())) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the desk ended with ${child.exitCode ?? child.signalCode}:\n${output()}`);
    if (performance.now() - startedAt > READY_MS) {
      child.kill("SIGTERM");
      throw new Error(`the desk was not ready after ${READY_MS} ms:\n${output()}`);
    }
    await sleep(25);
  }
  const url = ready.exec(output())?.[1] ?? "";
  return { url, dataDir: options.dataDir, child, output, exited, readyAfterMs: performance.now() - startedAt };
}

/** The one-time link that a desk without accounts prints. */
export async function firstAdminLink(desk: RunningDesk): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const link = /Create the first admin \(works once\): (\S+)/.exec(desk.output())?.[1];
    if (link !== undefined) return link;
    await sleep(25);
  }
  throw new Error(`no link was printed:\n${desk.output()}`);
}

/** The starter, web process, worker, PostgreSQL and whatever else a desk consists of. */
export function processesOf(desk: RunningDesk): ProcessInfo[] {
  const starter = desk.child.pid;
  if (starter === undefined) throw new Error("the desk never ran");
  const family = familyOf(starter);
  const postgres = postmasterPid(desk.dataDir);
  // A database that an earlier start left running is nobody's child.
  return family.some(({ pid }) => pid === postgres) ? family : [...family, ...familyOf(postgres)];
}

/**
 * Stops a desk as Ctrl-C does.
 * @returns the exit code, and the processes that are still there
 */
export async function stopDesk(
  desk: RunningDesk,
  signal: "SIGTERM" | "SIGINT" = "SIGTERM",
): Promise<{ code: number | null; left: ProcessInfo[] }> {
  const family = processesOf(desk);
  desk.child.kill(signal);
  const timer = setTimeout(() => desk.child.kill("SIGKILL"), STOP_MS);
  const code = await desk.exited;
  clearTimeout(timer);
  return { code, left: stillRunning(family) };
}
