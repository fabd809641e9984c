import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { FromRunner, LoadOptions, ModelFacts, ToRunner } from "@/inference/engines/llamacpp/messages";
import { log } from "@/lib/log/log";
import { nextRestart, type RestartHistory } from "@/lib/process/back-off";

/** A large file on a slow disk takes minutes; longer than this, something hangs. */
const LOAD_LIMIT_MS = 10 * 60_000;
const END_LIMIT_MS = 2_000;
/** What a program needs of the environment, and nothing that it could give away. */
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

export type ModelProcessStatus =
  | { state: "off" | "loading" | "closed" }
  | { state: "ready"; facts: ModelFacts }
  /** It ended, or could not load; it is not tried again before `untilMs` of performance.now(). */
  | { state: "resting"; problem: string; untilMs: number };

export type ModelProcess = {
  status(): ModelProcessStatus;
  /** Starts it, unless it runs, is about to, rests or is closed. */
  start(): void;
  /** What is sent while it is not ready is lost. */
  send(message: ToRunner): void;
  /** While busy, this process does not end by itself. */
  setBusy(busy: boolean): void;
  /** Ends one that does not answer; it is started anew like one that ended by itself. */
  kill(): void;
  /** Ends it for good. */
  close(): Promise<void>;
};

type Handlers = {
  loaded(): void;
  /** It ended or could not load: what was asked of it has no answer. */
  ended(problem: string): void;
  message(message: Exclude<FromRunner, { type: "loaded" | "not_loaded" }>): void;
};

function startRunner(file: string): ChildProcess {
  // By the working directory, which is the repository's: a bundle of the web server lies elsewhere.
  const entry = path.join(process.cwd(), "inference/engines/llamacpp/runner/main.ts");
  // Not fork: Next's bundler follows its path and tries to bundle the program. tsx reads TypeScript; the file only says
  // in a list of processes which model this is, as what to load comes as a message.
  return spawn(process.execPath, ["--import", "tsx", entry, file], {
    env: { NODE_ENV: "production", ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])) },
    // Keeps what JSON has no word for.
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Runs the model in a process of its own, and starts it again, after ever longer pauses, when it ends. */
export function createModelProcess(options: LoadOptions, handlers: Handlers): ModelProcess {
  let status: ModelProcessStatus = { state: "off" };
  let child: ChildProcess | null = null;
  let history: RestartHistory = { quickDeaths: 0 };
  let startedAt = 0;
  let busy = false;
  let problemOfLoad: string | null = null;
  let loadTimer: NodeJS.Timeout | undefined;
  let restartTimer: NodeJS.Timeout | undefined;

  function holdOpen(): void {
    if (child === null) return;
    if (busy) child.ref();
    else child.unref();
    if (busy) child.channel?.ref();
    else child.channel?.unref();
  }

  function receive(message: FromRunner): void {
    if (message.type === "loaded") {
      clearTimeout(loadTimer);
      status = { state: "ready", facts: message.facts };
      log.info({ ms: Math.round(performance.now() - startedAt), weights: message.facts.weights }, "llamacpp loaded");
      handlers.loaded();
    } else if (message.type === "not_loaded") {
      problemOfLoad = message.problem;
      child?.kill("SIGKILL");
    } else handlers.message(message);
  }

  function ended(how: string): void {
    clearTimeout(loadTimer);
    child = null;
    if (status.state === "closed") return;
    const wasReady = status.state === "ready";
    const next = nextRestart(history, performance.now() - startedAt);
    history = next.history;
    const problem = problemOfLoad ?? `The process that runs the model ended (${how}).`;
    status = { state: "resting", problem, untilMs: performance.now() + next.delayMs };
    log.warn({ problem, restartInMs: next.delayMs }, "llamacpp ended");
    // One that worked is brought back at once; one that cannot load is tried again when somebody asks.
    if (wasReady) restartTimer = setTimeout(start, next.delayMs + 1).unref();
    handlers.ended(problem);
  }

  function start(): void {
    const rested = status.state === "resting" && performance.now() >= status.untilMs;
    if (status.state !== "off" && !rested) return;
    status = { state: "loading" };
    startedAt = performance.now();
    problemOfLoad = null;
    const started = startRunner(options.file);
    child = started;
    let over = false;
    const endOnce = (how: string) => {
      if (over) return;
      over = true;
      ended(how);
    };
    started.on("message", receive);
    started.on("error", (error) => endOnce(error.name));
    started.on("exit", (code, signal) => endOnce(signal ?? `exit code ${code}`));
    loadTimer = setTimeout(() => started.kill("SIGKILL"), LOAD_LIMIT_MS).unref();
    started.send({ type: "load", options } satisfies ToRunner, () => undefined);
    holdOpen();
  }

  return {
    status: () => status,
    start,
    send: (message) => {
      if (child?.connected) child.send(message, () => undefined);
    },
    setBusy(value) {
      if (busy === value) return;
      busy = value;
      holdOpen();
    },
    kill: () => {
      child?.kill("SIGKILL");
    },
    async close() {
      status = { state: "closed" };
      clearTimeout(restartTimer);
      const ending = child;
      if (ending === null) return;
      const gone = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
      ending.ref();
      const timer = setTimeout(() => ending.kill("SIGKILL"), END_LIMIT_MS);
      if (ending.connected) ending.disconnect();
      else ending.kill("SIGKILL");
      await gone;
      clearTimeout(timer);
    },
  };
}
