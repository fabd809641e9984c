/** Durations as people write them: "90 s", "5 min", "1 h 30 min", "2 days". Pure. */

const UNITS = [
  { seconds: 24 * 60 * 60, one: "day", many: "days", names: /^(?:d|days?)$/ },
  { seconds: 60 * 60, one: "h", many: "h", names: /^(?:h|hrs?|hours?)$/ },
  { seconds: 60, one: "min", many: "min", names: /^(?:m|mins?|minutes?)$/ },
  { seconds: 1, one: "s", many: "s", names: /^(?:s|secs?|seconds?)$/ },
] as const;

const PART = /^\s*(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*(?:,|and)?/i;

/** Whole seconds as few words as possible: 5400 is "1 h 30 min", 0 is "0 s". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "not understood";
  let left = Math.round(seconds);
  if (left === 0) return "0 s";
  const parts: string[] = [];
  for (const { seconds: unit, one, many } of UNITS) {
    const count = Math.floor(left / unit);
    // One day reads better as hours: limits are thought of in hours until there are two days.
    if (count === 0 || (unit === UNITS[0].seconds && left < 2 * unit)) continue;
    parts.push(`${count} ${count === 1 ? one : many}`);
    left -= count * unit;
  }
  return parts.join(" ");
}

/** What somebody wrote, in whole seconds; null where it cannot be understood. A bare number has no unit, and is not. */
export function parseDuration(text: string): number | null {
  let rest = text.trim().toLowerCase();
  if (rest === "0") return 0;
  let total = 0;
  let smallest = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const [whole, amount = "", name = ""] = PART.exec(rest) ?? [];
    const unit = UNITS.find(({ names }) => names.test(name));
    // Each unit once and from large to small, so that "5 min 5 min" is asked about and not added up.
    if (whole === undefined || !unit || unit.seconds >= smallest) return null;
    smallest = unit.seconds;
    total += Number(amount.replace(",", ".")) * unit.seconds;
    rest = rest.slice(whole.length).trim();
  }
  const seconds = Math.round(total);
  return text.trim() === "" || Math.abs(seconds - total) > 1e-6 ? null : seconds;
}
