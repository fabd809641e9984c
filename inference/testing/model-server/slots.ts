/** The batch of one server on the real clock: one timer for all requests. Part of a test tool. */
import { type BatchLimits, createBatch, type Job } from "@/inference/testing/model-server/batch";
import type { CallLog } from "@/inference/testing/model-server/call-log";

/** One chat request that runs or waits; `onEnd` is called once, unless its sender went away. */
export type Call = Job & { requestId: string | null; onEnd(how: "finished" | "evicted" | "aborted"): void };

/** @param evicts whether a full queue gives up its last for a more urgent request */
export function createSlots(limits: Omit<BatchLimits, "evicts">, evicts: boolean, log: CallLog) {
  const present = new Set<Call>();
  let timer: NodeJS.Timeout | null = null;
  let timerAt = Number.POSITIVE_INFINITY;

  function end(call: Call, how: Parameters<Call["onEnd"]>[0]): void {
    present.delete(call);
    if (how !== "finished") log.counts.aborted += 1;
    call.onEnd(how);
  }
  const batch = createBatch<Call>(
    { ...limits, evicts },
    {
      onStart: () => {
        log.counts.started += 1;
      },
      onFinish: (call) => end(call, "finished"),
      onEvict: (call) => end(call, "evicted"),
    },
  );
  function note(): void {
    const { running, queued } = batch.counts();
    log.counts.mostRunning = Math.max(log.counts.mostRunning, running);
    log.counts.mostQueued = Math.max(log.counts.mostQueued, queued);
  }
  /** Sees to it that the timer rings when the next request finishes, and not later. */
  function arm(): void {
    note();
    const due = batch.nextAt();
    if (due === null || due >= timerAt) return;
    if (timer !== null) clearTimeout(timer);
    timerAt = due;
    timer = setTimeout(ring, Math.max(0, due - performance.now()));
  }
  function ring(): void {
    timer = null;
    timerAt = Number.POSITIVE_INFINITY;
    batch.advance(performance.now());
    arm();
  }
  function remove(call: Call): boolean {
    present.delete(call);
    const was = batch.remove(call, performance.now());
    arm();
    return was;
  }
  return {
    /** @returns false when the queue is full */
    submit(call: Call): boolean {
      present.add(call);
      const taken = batch.submit(call, performance.now());
      if (!taken) present.delete(call);
      arm();
      return taken;
    },
    /** The sender is gone: what runs or waits for it ends. */
    cancel(call: Call): void {
      if (present.has(call) && remove(call)) log.counts.cancelled += 1;
    },
    /** @returns how many requests with this id were ended */
    abort(requestId: string): number {
      const named = [...present].filter((call) => call.requestId === requestId);
      for (const call of named) if (remove(call)) end(call, "aborted");
      return named.length;
    },
    counts: batch.counts,
    stop(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

export type Slots = ReturnType<typeof createSlots>;
