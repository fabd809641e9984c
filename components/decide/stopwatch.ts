/** Measures time that counts only while it runs. Pure: the caller reads the clock. Times in milliseconds. */
export type Stopwatch = { ranMs: number; runningSince: number | null };

export const STOPPED: Stopwatch = { ranMs: 0, runningSince: null };

/** Lets it run from `now`; running already, it just runs on. */
export function startWatch(watch: Stopwatch, now: number): Stopwatch {
  return watch.runningSince === null ? { ...watch, runningSince: now } : watch;
}

/** Holds it at `now`. */
export function pauseWatch(watch: Stopwatch, now: number): Stopwatch {
  return { ranMs: readWatch(watch, now), runningSince: null };
}

/** The time it has run by `now`, whole and never negative, whatever the clock did meanwhile. */
export function readWatch({ ranMs, runningSince }: Stopwatch, now: number): number {
  return Math.round(ranMs + (runningSince === null ? 0 : Math.max(0, now - runningSince)));
}
