import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { nextRestart, type RestartHistory } from "@/lib/process/back-off";
import type { SafetyClassifier, TierScore } from "../tier-score";
import type { FromRunner, ToRunner } from "./messages";

const ANSWER_LIMIT_MS = 30_000;
const LOAD_LIMIT_MS = 120_000;
const MOST_WAITING = 64;
const PASSED_ON = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

type Runner = { child: ChildProcess; ready: Promise<string | null>; startedAt: number };

function startRunner(): ChildProcess {
  // Not fork, and by the working directory: see inference/engines/llamacpp/model-process.ts.
  const entry = path.join(process.cwd(), "inference/engines/offline/tiers/onnx/runner.ts");
  return spawn(process.execPath, ["--import", "tsx", entry], {
    env: { NODE_ENV: "production", ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])) },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

const unknown = (code: string): TierScore => ({ state: "unknown", code });

/**
 * The classifier in `folder`, run in a process of its own that starts with the first text. One that ends is started again,
 * after ever longer pauses; meanwhile the score is unknown.
 */
export function createOnnxClassifier(folder: string, { answerLimitMs = ANSWER_LIMIT_MS } = {}): SafetyClassifier {
  const waiting = new Map<number, (score: TierScore) => void>();
  let runner: Runner | null = null;
  let history: RestartHistory = { quickDeaths: 0 };
  let restsUntil = 0;
  let lastId = 0;
  let closed = false;

  function start(): Runner {
    const child = startRunner();
    child.unref();
    child.channel?.unref();
    const startedAt = performance.now();
    const { promise: ready, resolve } = Promise.withResolvers<string | null>();
    const timer = setTimeout(() => child.kill("SIGKILL"), LOAD_LIMIT_MS).unref();
    child.on("message", (message: FromRunner) => {
      if (message.type === "loaded") resolve(null);
      else if (message.type === "not_loaded") resolve(message.code);
      else settle(message.id, message.type === "scored" ? message : unknown(message.code));
      if (message.type === "loaded" || message.type === "not_loaded") clearTimeout(timer);
    });
    let over = false;
    const ended = () => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      resolve("process_ended");
      const next = nextRestart(history, performance.now() - startedAt);
      history = next.history;
      restsUntil = performance.now() + next.delayMs;
      runner = null;
      for (const id of [...waiting.keys()]) settle(id, unknown("process_ended"));
    };
    child.on("error", ended);
    child.on("exit", ended);
    child.send({ type: "load", folder } satisfies ToRunner, () => undefined);
    return { child, ready, startedAt };
  }

  function settle(id: number, answer: TierScore | { score: number }): void {
    const done = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) runner?.child.channel?.unref();
    done?.("state" in answer ? answer : { state: "scored", score: answer.score });
  }

  return {
    name: `onnx:${path.basename(folder)}`,
    mayRaise: true,
    async score(text) {
      if (closed) return unknown("closed");
      if (runner === null && performance.now() < restsUntil) return unknown("process_ended");
      if (waiting.size >= MOST_WAITING) return unknown("busy");
      runner ??= start();
      const { child, ready } = runner;
      const id = ++lastId;
      const { promise, resolve } = Promise.withResolvers<TierScore>();
      waiting.set(id, resolve);
      child.channel?.ref();
      const problem = await ready;
      if (problem !== null) settle(id, unknown(problem));
      const timer = setTimeout(() => {
        settle(id, unknown("timeout"));
        // What does not answer in native code is not asked again.
        child.kill("SIGKILL");
      }, answerLimitMs);
      if (problem === null) child.send({ type: "score", id, text } satisfies ToRunner, () => undefined);
      return promise.finally(() => clearTimeout(timer));
    },
    async close() {
      closed = true;
      const ending = runner;
      if (ending === null) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      ending.child.once("exit", () => resolve());
      ending.child.kill();
      await promise;
    },
  };
}
