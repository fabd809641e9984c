/** How long, in milliseconds, a row has to stay where it is. Rows of a long transcript come in for seconds. */
const STILL_MS = 2_000;
/** What a person does when they want to be somewhere else. */
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * Scrolls until a row stands at the upper edge of what is visible (`start`), at the lower one (`end`) or in the middle of
 * it, one that is too tall for that at its beginning, and stays there while others above it come in or get their real height. Whoever scrolls or
 * presses a key meanwhile is left alone.
 */
export function scrollToRow(row: Element, where: "start" | "end" | "middle" = "end"): void {
  const place = () => {
    const tall = row.getBoundingClientRect().height > window.innerHeight / 2;
    row.scrollIntoView({ block: where !== "middle" ? where : tall ? "start" : "center" });
  };
  const moved = new AbortController();
  for (const move of MOVES) window.addEventListener(move, () => moved.abort(), { signal: moved.signal, passive: true });
  let placedAt = performance.now();
  const step = () => {
    if (moved.signal.aborted || !row.isConnected || performance.now() - placedAt > STILL_MS) return moved.abort();
    const { top, bottom } = row.getBoundingClientRect();
    const edge = where === "end" ? bottom : top;
    if (edge < (where === "end" ? 1 : 0) || edge > window.innerHeight + 1) {
      place();
      placedAt = performance.now();
    }
    requestAnimationFrame(step);
  };
  place();
  requestAnimationFrame(step);
}

/** Focuses a row for as long as one stays on it: rows are no stops on the way of the Tab key. */
export function focusRow(row: HTMLElement): void {
  row.tabIndex = -1;
  row.addEventListener("blur", () => row.removeAttribute("tabindex"), { once: true });
  row.focus({ preventScroll: true });
}
