import { createCallQueue, givesWay } from "@/inference/engines/llamacpp/call-queue";
import type { Completion, CompletionRequest, LoadOptions, ModelFacts } from "@/inference/engines/llamacpp/messages";
import { createModelProcess } from "@/inference/engines/llamacpp/model-process";
import type { CallUrgency } from "@/inference/engines/model";

/** A call stops after the step it is in, which takes seconds on a slow processor; after this long it hangs in native code. */
const STOP_LIMIT_MS = 60_000;

/** What became of a request: the answer of the process, or why it never gave one. */
export type Outcome =
  | Completion
  | { outcome: "queue_full" }
  | { outcome: "timed_out" }
  | { outcome: "closed" }
  /** `retryAfterMs` is how long the process rests before it is started again. */
  | { outcome: "unreachable"; problem: string; retryAfterMs: number };

export type RunnerClient = {
  /** Waits for its turn and for the answer. Never throws. */
  ask(request: CompletionRequest, urgency: CallUrgency, signal?: AbortSignal): Promise<Outcome>;
  /** Facts of the loaded file. @throws Error with a sentence for an admin where it cannot be loaded */
  facts(): Promise<ModelFacts>;
  /** SHA-256 of the file in hex; null where it cannot be read. Takes seconds for gigabytes. */
  hash(): Promise<string | null>;
  close(): Promise<void>;
};

type Pending = {
  id: number;
  request: CompletionRequest;
  urgency: CallUrgency;
  settle(outcome: Outcome): void;
  /** Its caller has an outcome already, though it may still be running. */
  isSettled: boolean;
  /** It was stopped for a more urgent one, and waits again once it has stopped. */
  gaveWay: boolean;
  timers: NodeJS.Timeout[];
};

export type RunnerOptions = LoadOptions & {
  /** How many requests may wait for a free sequence. */
  places: number;
  /** How long one may take once it is its turn, in milliseconds. */
  timeoutMs: number;
};

/** Hands requests to the process that runs the model: as many at a time as it has sequences, the most urgent first. */
export function createRunnerClient({ places, timeoutMs, ...load }: RunnerOptions): RunnerClient {
  const waiting = createCallQueue<Pending>(places);
  const running = new Map<number, Pending>();
  const forFacts = new Set<PromiseWithResolvers<ModelFacts>>();
  const forHash = new Set<PromiseWithResolvers<string | null>>();
  let lastId = 0;

  const model = createModelProcess(load, {
    loaded() {
      const status = model.status();
      if (status.state === "ready") for (const each of forFacts) each.resolve(status.facts);
      forFacts.clear();
      if (forHash.size > 0) model.send({ type: "hash" });
      pump();
    },
    ended: failEverything,
    message(message) {
      if (message.type === "completed") finish(message.id, message.completion);
      if (message.type !== "hashed") return;
      for (const each of forHash) each.resolve(message.sha256);
      forHash.clear();
      pump();
    },
  });

  function pump(): void {
    while (model.status().state === "ready" && running.size < load.sequences) {
      const pending = waiting.next();
      if (pending === undefined) break;
      running.set(pending.id, pending);
      pending.timers.push(setTimeout(() => giveUp(pending, { outcome: "timed_out" }), timeoutMs));
      model.send({ type: "complete", id: pending.id, request: pending.request });
    }
    model.setBusy(waiting.size + running.size + forFacts.size + forHash.size > 0);
  }

  function stop(pending: Pending): void {
    model.send({ type: "abort", id: pending.id });
    pending.timers.push(setTimeout(() => model.kill(), STOP_LIMIT_MS));
  }

  /** Ends a request for its caller; its sequence is free again once the process says so. */
  function giveUp(pending: Pending, outcome: Outcome): void {
    pending.settle(outcome);
    if (waiting.remove(pending)) pump();
    if (running.has(pending.id)) stop(pending);
  }

  /** One answer takes up to minutes: an emergency does not wait for that of an upload, which is read again after it. */
  function makeRoomFor(urgency: CallUrgency): void {
    const all = [...running.values()];
    if (all.length < load.sequences || all.some(({ gaveWay }) => gaveWay)) return;
    const yielding = all.find((each) => !each.isSettled && givesWay(each.urgency, urgency));
    if (yielding === undefined) return;
    yielding.gaveWay = true;
    stop(yielding);
  }

  function finish(id: number, completion: Completion): void {
    const pending = running.get(id);
    running.delete(id);
    if (pending === undefined) return;
    for (const timer of pending.timers.splice(0)) clearTimeout(timer);
    const waitsAgain = completion.outcome === "aborted" && pending.gaveWay && !pending.isSettled;
    pending.gaveWay = false;
    if (waitsAgain) waiting.putBack(pending, pending.urgency);
    else pending.settle(completion);
    pump();
  }

  function failEverything(problem: string): void {
    const status = model.status();
    const retryAfterMs = status.state === "resting" ? Math.max(0, Math.ceil(status.untilMs - performance.now())) : 0;
    const outcome: Outcome =
      status.state === "closed" ? { outcome: "closed" } : { outcome: "unreachable", problem, retryAfterMs };
    const all = [...running.values()];
    for (let next = waiting.next(); next !== undefined; next = waiting.next()) all.push(next);
    running.clear();
    for (const pending of all) {
      for (const timer of pending.timers) clearTimeout(timer);
      pending.settle(outcome);
    }
    for (const each of forFacts) each.reject(new Error(problem));
    for (const each of forHash) each.reject(new Error(problem));
    forFacts.clear();
    forHash.clear();
    model.setBusy(false);
  }

  async function ask(request: CompletionRequest, urgency: CallUrgency, signal?: AbortSignal): Promise<Outcome> {
    if (signal?.aborted) return { outcome: "aborted" };
    model.start();
    const status = model.status();
    if (status.state === "closed") return { outcome: "closed" };
    if (status.state === "resting") {
      const retryAfterMs = Math.max(0, Math.ceil(status.untilMs - performance.now()));
      return { outcome: "unreachable", problem: status.problem, retryAfterMs };
    }
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    lastId += 1;
    const settle = (outcome: Outcome) => {
      pending.isSettled = true;
      resolve(outcome);
    };
    const pending: Pending = { id: lastId, request, urgency, settle, isSettled: false, gaveWay: false, timers: [] };
    waiting.add(pending, urgency)?.settle({ outcome: "queue_full" });
    makeRoomFor(urgency);
    const abort = () => giveUp(pending, { outcome: "aborted" });
    signal?.addEventListener("abort", abort, { once: true });
    pump();
    const outcome = await promise;
    signal?.removeEventListener("abort", abort);
    return outcome;
  }

  async function facts(): Promise<ModelFacts> {
    model.start();
    const status = model.status();
    if (status.state === "ready") return status.facts;
    if (status.state === "resting") throw new Error(status.problem);
    if (status.state === "closed") throw new Error("The model was closed.");
    const waiter = Promise.withResolvers<ModelFacts>();
    forFacts.add(waiter);
    pump();
    return waiter.promise;
  }

  async function hash(): Promise<string | null> {
    await facts();
    const waiter = Promise.withResolvers<string | null>();
    forHash.add(waiter);
    if (forHash.size === 1) model.send({ type: "hash" });
    pump();
    return waiter.promise;
  }

  return {
    ask,
    facts,
    hash,
    async close() {
      const closed = model.close();
      failEverything("The model was closed.");
      await closed;
    },
  };
}
