/** What a model server of the tests was asked and did. */

/** Requests that are kept at least; of older ones only the counts are. */
const KEPT = 1_000;

const NOTHING = {
  /** Chat requests that came in. */
  received: 0,
  /** Those that got a slot. */
  started: 0,
  /** Those that were answered with a completion, faulty ones included. */
  finished: 0,
  /** Those that were answered with an error. */
  refused: 0,
  /** Those that were ended by an abort request or by a more urgent request. */
  aborted: 0,
  /** Those whose sender went away before the answer. */
  cancelled: 0,
  /** Those whose connection was broken or left without an answer, as a fault. */
  dropped: 0,
  mostRunning: 0,
  mostQueued: 0,
  promptTokens: 0,
  generatedTokens: 0,
};
export type CallCounts = typeof NOTHING;

export type CallLog = {
  /** The bodies of the newest chat requests, oldest first. */
  requests: unknown[];
  counts: CallCounts;
  add(body: unknown): void;
  clear(): void;
};

/** A log that holds the newest requests and counts all. */
export function createCallLog(): CallLog {
  const log: CallLog = {
    requests: [],
    counts: { ...NOTHING },
    add(body) {
      log.counts.received += 1;
      log.requests.push(body);
      if (log.requests.length > 2 * KEPT) log.requests.splice(0, log.requests.length - KEPT);
    },
    clear() {
      log.requests.length = 0;
      Object.assign(log.counts, NOTHING);
    },
  };
  return log;
}
