/** When a message that was not taken is sent again. Pure. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds after each try until the next: ten tries over 75 hours and 35 minutes. */
const DELAYS = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR] as const;
/** Each delay is longer by up to this share, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * How long to wait, in seconds, after a try that failed; null once it is given up.
 * @param attempts how many tries there were, at least 1
 * @param random from 0 to 1
 * @param retryAfterSeconds the least time that the receiver asked for
 */
export function retryDelaySeconds(attempts: number, random: number, retryAfterSeconds: number | null): number | null {
  const delay = DELAYS[attempts - 1];
  if (delay === undefined) return null;
  return Math.max(delay * (1 + random * JITTER), retryAfterSeconds ?? 0);
}
