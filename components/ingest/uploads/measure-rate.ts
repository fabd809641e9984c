/** How fast something gets on, from what was seen of it at several times. Pure. */

/** `at` in milliseconds; `done` in whatever is counted. */
export type RateSample = { at: number; done: number };

/** Older samples say nothing about the present. */
const WINDOW_MS = 15_000;
/** Below this span a rate would be a guess. */
const SHORTEST_MS = 900;

/** Takes a sample in. What goes back, as a run that begins again does, begins the measuring again. */
export function withSample(samples: readonly RateSample[], sample: RateSample): readonly RateSample[] {
  const last = samples.at(-1);
  if (last && (sample.done < last.done || sample.at <= last.at)) return sample.at <= last.at ? samples : [sample];
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample];
}

/** Counted things a second over the last 15 s; null while it cannot be told. */
export function rateOf(samples: readonly RateSample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < SHORTEST_MS) return null;
  return ((last.done - first.done) / (last.at - first.at)) * 1000;
}

/** Seconds until the rest is done; null while it cannot be told. */
export function secondsLeft(samples: readonly RateSample[], total: number): number | null {
  const rate = rateOf(samples);
  const done = samples.at(-1)?.done ?? 0;
  return rate === null || rate <= 0 || done > total ? null : (total - done) / rate;
}
