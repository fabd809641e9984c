/** How long, in milliseconds, a row has to stay where it is. Rows of a long transcript come in for seconds. */
const STILL_MS = 2_000;
/** What a person does when they want to be somewhere else. */
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Scrolls until a row stands at the lower edge of what is visible, and stays there while others above it come in or get
 * their real height. Whoever scrolls or presses a key meanwhile is left alone.
 */
export function scrollToRow(row: Element): void {
  const moved = new AbortController();
  for (const move of MOVES) window.addEventListener(move, () => moved.abort(), { signal: moved.signal, passive: true });
  let placedAt = performance.now();
  const step = () => {
    if (moved.signal.aborted || !row.isConnected || performance.now() - placedAt > STILL_MS) return moved.abort();
    const { bottom } = row.getBoundingClientRect();
    if (bottom <= 0 || bottom > window.innerHeight + 1) {
      row.scrollIntoView({ block: "end" });
      placedAt = performance.now();
    }
    requestAnimationFrame(step);
  };
  row.scrollIntoView({ block: "end" });
  requestAnimationFrame(step);
}
