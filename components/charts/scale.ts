/** Axes: where a value stands, and which values are written beside it. Pure. */

export type Scale = {
  /** From 0 to 1; values outside the axis stand at its nearer end. */
  place: (value: number) => number;
  ticks: readonly number[];
};

const within = (share: number) => Math.min(1, Math.max(0, share));

/** Distances between ticks of shares, from fine to coarse: an axis has four to six steps. */
const SHARE_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;

/**
 * An axis for shares: always from 0, because a bar or a curve that starts elsewhere makes small changes look large, and up
 * to the first tick that is above all of them, at most 1.
 */
export function shareScale(values: readonly number[]): Scale {
  const largest = within(Math.max(0, ...values.filter(Number.isFinite)));
  const step = SHARE_STEPS.find((size) => largest <= size * 5) ?? 0.2;
  const steps = Math.max(1, Math.ceil(largest / step - 1e-9));
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toFixed(3)));
  const end = ticks.at(-1) ?? 1;
  return { ticks, place: (value) => within(value / end) };
}

/** An axis for agreement, which is 1 at best and 0 where people agree as chance would: below 0 only where a value is. */
export function agreementScale(values: readonly number[]): Scale {
  const ticks = values.some((value) => value < 0) ? [-1, -0.5, 0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1];
  const from = ticks[0] ?? 0;
  return { ticks, place: (value) => within((value - from) / (1 - from)) };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DURATIONS = [1, 10, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY] as const;

/**
 * An axis for waits, in seconds. Logarithmic, because a desk has waits of seconds and of days, and from one second on: what
 * is shorter stands there.
 * @param longest in seconds; the axis ends at the first tick that is not before it
 */
export function waitScale(longest: number): Scale {
  const last = DURATIONS.findIndex((seconds, index) => index >= 2 && seconds >= longest);
  const ticks = last === -1 ? [...DURATIONS] : DURATIONS.slice(0, last + 1);
  const end = Math.max(ticks.at(-1) ?? 1, longest);
  return { ticks, place: (seconds) => within(Math.log(Math.max(1, seconds)) / Math.log(end)) };
}

/**
 * An axis for counts that reach from few to very many, such as queues at any cut: logarithmic, by powers of ten. What is
 * below the first tick, and 0, stands at its foot.
 */
export function countScale(values: readonly number[]): Scale {
  const some = values.filter((value) => value > 0);
  const [least, most] = some.length === 0 ? [1, 10] : [Math.min(...some), Math.max(...some)];
  const from = Math.max(-2, Math.floor(Math.log10(least) + 1e-9));
  const to = Math.max(from + 1, Math.ceil(Math.log10(most) - 1e-9));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => Number((10 ** (from + index)).toFixed(2)));
  return { ticks, place: (value) => (value > 0 ? within((Math.log10(value) - from) / (to - from)) : 0) };
}

/**
 * Where each of so many points in a row stands, from 0 to 1: each in the middle of its own share of the width, so that the
 * first and the last are not cut in half.
 */
export function rowPlace(index: number, count: number): number {
  return count < 1 ? 0.5 : within((index + 0.5) / count);
}

/** Which of so many labels are written where only some have room: evenly spread, the first always among them. */
export function shownLabels(count: number, room: number): readonly number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => index % every === 0);
}
