/** Times as exports write them. Pure. */
import { datePartsToLocal, type LocalTime, localToDate } from "@/domain/ingest/transcripts/local-time";
import type { DateOrder } from "@/domain/ingest/transcripts/transcript-format";

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
const DAY = 86_400_000;
/** Characters of a time: the patterns are slow on what is far longer. */
const LONGEST = 80;
/** Excel counts days from here, as it takes 1900 for a leap year. */
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const CLOCK = String.raw`(?:,?[T\s]\s*(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?\s*(?<half>[ap]\.?m\.?)?)?`;
const ZONE = String.raw`\s*(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?:\s*\([A-Z]+\))?$`;
const NUMBERS = new RegExp(String.raw`^(?<a>\d{1,4})([./-])(?<b>\d{1,2})\2(?<c>\d{1,4})${CLOCK}${ZONE}`, "i");
const WEEKDAY = String.raw`^(?:[a-z]{3,9},?\s+)?`;
const DAY_MONTH = new RegExp(
  String.raw`${WEEKDAY}(?<day>\d{1,2})[\s-](?<month>[a-z]{3,9})\.?,?[\s-](?<year>\d{4})${CLOCK}${ZONE}`,
  "i",
);
const MONTH_DAY = new RegExp(
  String.raw`${WEEKDAY}(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})${CLOCK}${ZONE}`,
  "i",
);

type Groups = Record<string, string | undefined>;

export type TimeContext = { timezone: string; dateOrder?: DateOrder; excel?: boolean };

/** Fractions of a second may be missing digits or have more than three. */
const millisecondsOf = (fraction = "") => Number(fraction.slice(0, 3).padEnd(3, "0"));

function clockOf({ hour, minute, second, fraction, half }: Groups): Omit<LocalTime, "year" | "month" | "day"> | null {
  const raw = Number(hour ?? 0);
  if (half !== undefined && (raw < 1 || raw > 12)) return null;
  const hours = half === undefined ? raw : (raw % 12) + (/^p/i.test(half) ? 12 : 0);
  return {
    hour: hours,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: millisecondsOf(fraction),
  };
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function resolve(date: Pick<LocalTime, "year" | "month" | "day">, groups: Groups, timezone: string): Date | undefined {
  const clock = clockOf(groups);
  if (clock === null) return undefined;
  if (groups.zone === undefined) return localToDate({ ...date, ...clock }, timezone);
  const wall = localToDate({ ...date, ...clock }, "UTC");
  return wall && new Date(wall.getTime() - offsetMinutes(groups.zone) * 60_000);
}

/** Seconds, milliseconds or microseconds since 1970, told apart by their size; days of a spreadsheet where asked for. */
function fromNumber(value: number, { timezone, excel }: TimeContext): Date | undefined {
  if (excel && value > 20_000 && value < 80_000) {
    const wall = new Date(Math.round((EXCEL_DAY_ZERO + value * DAY) / 1000) * 1000);
    return localToDate(partsOf(wall), timezone);
  }
  if (value >= 1e14) return new Date(Math.trunc(value / 1000));
  if (value >= 1e11) return new Date(Math.trunc(value));
  return value >= 1e8 ? new Date(Math.trunc(value * 1000)) : undefined;
}

const partsOf = (wall: Date): LocalTime => ({
  year: wall.getUTCFullYear(),
  month: wall.getUTCMonth() + 1,
  day: wall.getUTCDate(),
  hour: wall.getUTCHours(),
  minute: wall.getUTCMinutes(),
  second: wall.getUTCSeconds(),
});

/** The three numbers of a date whose order may be in doubt, as written; null for any other form. */
export function dateNumbers(text: string): [number, number, number] | null {
  if (text.length > LONGEST) return null;
  const { a, b, c } = NUMBERS.exec(text.trim())?.groups ?? {};
  if (a === undefined || b === undefined || c === undefined) return null;
  return [Number(a), Number(b), Number(c)];
}

function fromText(text: string, context: TimeContext): Date | undefined {
  const { timezone, dateOrder = "dmy" } = context;
  if (text.length > LONGEST) return undefined;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text), context);
  const numbers = NUMBERS.exec(text)?.groups;
  if (numbers !== undefined) {
    const [a = 0, b = 0, c = 0] = dateNumbers(text) ?? [];
    return resolve(datePartsToLocal([a, b, c], a > 31 ? "ymd" : dateOrder), numbers, timezone);
  }
  const words = (DAY_MONTH.exec(text) ?? MONTH_DAY.exec(text))?.groups;
  if (words === undefined) return undefined;
  const month = MONTHS.indexOf(words.month?.slice(0, 3).toLowerCase() ?? "") + 1;
  return resolve({ year: Number(words.year), month, day: Number(words.day) }, words, timezone);
}

/**
 * A time as an export writes it: ISO 8601, a number since 1970 in seconds, milli- or microseconds, a date of three numbers
 * or one with an English month, with or without a clock and a zone.
 * @param context the zone of times without one, the order of dates of three numbers, and whether days of a spreadsheet count
 * @returns undefined when it is none of these, or lies outside 1970 to 2199
 */
export function readTime(value: unknown, context: TimeContext): Date | undefined {
  let date: Date | undefined;
  if (typeof value === "number") date = fromNumber(value, context);
  else if (typeof value === "string") date = fromText(value.trim(), context);
  const time = date?.getTime() ?? Number.NaN;
  return time >= EARLIEST && time < LATEST ? date : undefined;
}
