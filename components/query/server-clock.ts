/**
 * How far the server's clock is from this browser's, from the `Date` of its answers. The server's clock alone says when
 * something is due, and a reviewer's laptop may be minutes off.
 */

/** The header counts whole seconds, so smaller differences mean nothing. */
const NOTICEABLE_MS = 2000;
let offsetMs = 0;

/** Takes note of the `Date` header of an answer that has just come in. */
export function noteServerTime(header: string | null, now: number = Date.now()): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) return;
  // The header is cut to whole seconds: half a second is its best guess.
  const difference = server + 500 - now;
  offsetMs = Math.abs(difference) < NOTICEABLE_MS ? 0 : difference;
}

/** The server's clock minus this browser's, in milliseconds; 0 while unknown or too small to matter. */
export function serverOffsetMs(): number {
  return offsetMs;
}
