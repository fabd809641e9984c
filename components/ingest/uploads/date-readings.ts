/** The two ways to read a date of a file, to choose from. Pure. */

export type DateReading = { order: "dmy" | "mdy"; written: string; means: string };

/** A day that both orders can read, where the file offers none. */
const STAND_IN = { year: 2026, first: 3, second: 4 };

const monthNames = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** Day, month and year that a clock in a zone shows. */
function dayIn(timezone: string, at: Date): { year: number; month: number; day: number } {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: timezone,
    day: "numeric",
    month: "numeric",
    year: "numeric",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.get("year") ?? 0, month: parts.get("month") ?? 0, day: parts.get("day") ?? 0 };
}

/**
 * How a date of the file would be read in each order.
 * @param firstSentAt ISO 8601, of the first message as it is read now; null where no message has a time
 * @param now the order in which it is read now
 * @param timezone of the file
 */
export function dateReadings(firstSentAt: string | null, now: string | null, timezone: string): DateReading[] {
  const { year, first, second } = numbersOf(firstSentAt, now, timezone) ?? STAND_IN;
  const written = `${String(first).padStart(2, "0")}/${String(second).padStart(2, "0")}/${year}`;
  const means = (day: number, month: number) => monthNames.format(new Date(Date.UTC(year, month - 1, day)));
  return [
    { order: "dmy", written, means: means(first, second) },
    { order: "mdy", written, means: means(second, first) },
  ];
}

function numbersOf(firstSentAt: string | null, now: string | null, timezone: string) {
  if (firstSentAt === null || (now !== "dmy" && now !== "mdy")) return null;
  const { year, month, day } = dayIn(timezone, new Date(firstSentAt));
  // A day beyond 12 is no month: nothing to choose between.
  if (day > 12 || day === month) return null;
  return now === "dmy" ? { year, first: day, second: month } : { year, first: month, second: day };
}
