/** Amounts of data, time and messages, in words. Pure. */

const UNITS = ["bytes", "kB", "MB", "GB"] as const;

/** A number of bytes as people say it, in steps of 1,000: "812 bytes", "34.2 MB". */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${bytes === 1 ? "byte" : UNITS[unit]}`;
}

/** How long something will still take: "a few seconds left", "about 3 min left". */
export function leftText(seconds: number): string {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 3_300) return `about ${Math.ceil(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1).replace(/\.0$/, "")} h left`;
}

/** A count with its noun: "1 message", "12,000 messages". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A share as a whole percentage that says 100 only at the end. */
export function percentText(done: number, total: number): string {
  if (total <= 0) return "0%";
  return `${done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100))}%`;
}
