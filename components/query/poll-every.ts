/** How often pages ask for what changes. Known here and not where the stream is, so that the server may read it too. */

/** How often it is asked all the same while the stream stands, in milliseconds. */
const LIVE_POLL_MS = 15_000;

let isLive = false;

/** Takes note of whether changes are told as they happen. @returns whether that is news */
export function noteLive(live: boolean): boolean {
  const news = isLive !== live;
  isLive = live;
  return news;
}

/**
 * How often to read again: as the page would by itself, and less while changes are told as they happen. For `refetchInterval`.
 * @param ms how often without the stream
 */
export function pollEvery(ms: number): () => number {
  return () => (isLive ? Math.max(ms, LIVE_POLL_MS) : ms);
}
