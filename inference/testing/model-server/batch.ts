/**
 * Continuous batching as a model of time, without a clock of its own: requests run side by side in a number of slots,
 * each slower the more there are, and wait by priority when all slots are taken. Part of a test tool.
 */

/** `workMs` is how long it takes alone, in milliseconds; a lower `rank` is started sooner. */
export type Job = { rank: number; workMs: number };

export type BatchLimits = {
  /** How many run at a time. */
  maxRunning: number;
  /** How many may wait; beyond it a request is refused. */
  maxQueued: number;
  /** How much each further running request slows all of them: 0.02 is 2 % of the time alone. */
  slowdown: number;
  /** Whether a full queue gives up its last entry for a request of a lower rank. */
  evicts: boolean;
};

type Events<One extends Job> = {
  onStart(job: One): void;
  onFinish(job: One): void;
  /** It waited, and a request of a lower rank took its place. */
  onEvict(job: One): void;
};

/** Inserts behind all entries that are not greater. */
function insertSorted<Entry>(entries: Entry[], entry: Entry, key: (one: Entry) => number): void {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const there = entries[middle];
    if (there !== undefined && key(there) <= key(entry)) from = middle + 1;
    else to = middle;
  }
  entries.splice(from, 0, entry);
}

/**
 * A batch. All times are milliseconds of one clock, which the caller reads; what finished up to a moment is told by
 * `advance`, in order and at its exact instant, so a late call loses no throughput.
 */
export function createBatch<One extends Job>(limits: BatchLimits, events: Events<One>) {
  const running: { job: One; endsAtWork: number }[] = [];
  const waiting: One[] = [];
  /** Work that a request running from the start would have done by `at`. */
  let work = 0;
  let at = 0;
  const pace = () => 1 / (1 + limits.slowdown * Math.max(0, running.length - 1));

  function start(job: One): void {
    insertSorted(running, { job, endsAtWork: work + job.workMs }, (entry) => entry.endsAtWork);
    events.onStart(job);
  }
  function admit(): void {
    while (running.length < limits.maxRunning) {
      const next = waiting.shift();
      if (next === undefined) return;
      start(next);
    }
  }
  function nextAt(): number | null {
    const first = running[0];
    return first === undefined ? null : at + (first.endsAtWork - work) / pace();
  }
  function advance(now: number): void {
    for (let due = nextAt(); due !== null && due <= now; due = nextAt()) {
      const first = running.shift();
      if (first === undefined) break;
      work = first.endsAtWork;
      at = due;
      admit();
      events.onFinish(first.job);
    }
    work += Math.max(0, now - at) * pace();
    at = Math.max(at, now);
  }
  /** @returns false when the queue is full and nothing in it has to give way */
  function submit(job: One, now: number): boolean {
    advance(now);
    if (running.length < limits.maxRunning) {
      start(job);
      return true;
    }
    if (waiting.length >= limits.maxQueued) {
      const last = waiting[waiting.length - 1];
      if (!limits.evicts || last === undefined || last.rank <= job.rank) return false;
      waiting.pop();
      events.onEvict(last);
    }
    insertSorted(waiting, job, (one) => one.rank);
    return true;
  }
  /** Takes a request out, running or waiting. @returns whether it was there */
  function remove(job: One, now: number): boolean {
    advance(now);
    const inQueue = waiting.indexOf(job);
    if (inQueue >= 0) waiting.splice(inQueue, 1);
    const inBatch = running.findIndex((entry) => entry.job === job);
    if (inBatch >= 0) running.splice(inBatch, 1);
    admit();
    return inQueue >= 0 || inBatch >= 0;
  }
  return {
    submit,
    advance,
    remove,
    /** When the next one finishes if nothing else comes; null when nothing runs. */
    nextAt,
    counts: () => ({ running: running.length, queued: waiting.length }),
  };
}
