/** How much time passed between two messages, in words. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function counted(count: number, unit: string): string {
  return `${count.toLocaleString("en")} ${unit} later`;
}

/**
 * "45 min later", "3 h later", "1 day later", "12 days later": rounded down, so that no gap looks longer than it was.
 * @param gapMs at least a minute
 */
export function gapText(gapMs: number): string {
  if (gapMs < HOUR) return counted(Math.floor(gapMs / MINUTE), "min");
  if (gapMs < DAY) return counted(Math.floor(gapMs / HOUR), "h");
  const days = Math.floor(gapMs / DAY);
  return counted(days, days === 1 ? "day" : "days");
}
