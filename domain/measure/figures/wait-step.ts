/**
 * How finely waits are told apart: to within so much of themselves, and never finer than a second. Stored facts are in these
 * buckets (domain/measure/facts/wait-buckets.ts), so a change of it needs a rebuild. Pure.
 */
export const WAIT_STEP = 1.02;

/** Seconds that a bucket stands for: its upper end, so that no wait is told shorter than it was. */
export const bucketSeconds = (bucket: number): number => (bucket === 0 ? 1 : Math.ceil(WAIT_STEP ** bucket));
