/** How often at the most something is read again because it changed, in milliseconds. */
export const READ_EVERY_MS = 1_000;

/**
 * Reads again after changes, however many there are: at once if it has been quiet, else once the second is over. What was
 * on its way may have left the desk before the change: it is waited for, and then asked again.
 * @param isReading whether an answer is on its way
 */
export function readSoon(read: () => void, isReading: () => boolean) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  const look = () => {
    timer = null;
    if (isReading()) {
      timer = setTimeout(look, READ_EVERY_MS / 4);
      return;
    }
    lastAt = performance.now();
    read();
  };
  return {
    soon: () => {
      timer ??= setTimeout(look, Math.max(0, lastAt + READ_EVERY_MS - performance.now()));
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
export type SoonReader = ReturnType<typeof readSoon>;
