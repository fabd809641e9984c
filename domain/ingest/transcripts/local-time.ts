/** Dates and times as files write them: without a zone, and with day and month in either order. Pure. */
import { tzOffset } from "@date-fns/tz";
import { type DateOrder, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** What a clock on the wall showed. Months from 1. */
export type LocalTime = {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  millisecond?: number;
};

const MINUTE = 60_000;
const UTC = "UTC";

/** @throws TranscriptRefused for a zone that is not in the IANA list */
export function requireTimezone(timezone: string | undefined): string {
  const name = timezone ?? UTC;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    throw new TranscriptRefused("The time zone is not known: give a name such as Europe/Paris.");
  }
}

function asIfUtc({ year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0 }: LocalTime): Date | undefined {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, millisecond));
  // Date.UTC takes years below 100 for the 1900s, and 31 February for 2 March.
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return isReal ? date : undefined;
}

/**
 * When a clock in a zone showed a time. A time that came twice, as clocks were set back, is the first one; a time that
 * was left out, as they were set forward, is moved on by as much.
 * @param timezone an IANA name that `requireTimezone` let pass
 * @returns undefined for what no calendar or clock shows, such as 31 February or 25:00
 */
export function localToDate(local: LocalTime, timezone: string): Date | undefined {
  const wall = asIfUtc(local);
  if (wall === undefined || timezone === UTC) return wall;
  const offsets = [-24 * 60, 24 * 60].map((minutes) => tzOffset(timezone, new Date(wall.getTime() + minutes * MINUTE)));
  const [before = 0, after = 0] = offsets;
  const withOffset = (offset: number) => new Date(wall.getTime() - offset * MINUTE);
  const fits = [before, after].filter((offset) => tzOffset(timezone, withOffset(offset)) === offset);
  return withOffset(fits[0] ?? before);
}

/** A year of two digits: 70 to 99 in the 1900s, else in the 2000s. */
export function fullYear(year: number): number {
  if (year >= 100) return year;
  return year >= 70 ? 1900 + year : 2000 + year;
}

/** Gives the three numbers of a date, in the order they are written, their meaning. */
export function datePartsToLocal(
  [first, second, third]: readonly [number, number, number],
  order: DateOrder,
): { year: number; month: number; day: number } {
  if (order === "ymd") return { year: fullYear(first), month: second, day: third };
  const [day, month] = order === "dmy" ? [first, second] : [second, first];
  return { year: fullYear(third), month, day };
}

type Parts = readonly [number, number, number];

/**
 * Tells day and month apart over all dates of a file, which are mostly in the order of time: a part above 12 is a day and
 * one above 31 a year; where no date says so, the order wins in which fewer dates go back. Holds two dates and counters.
 */
export class DateOrderVotes {
  #yearFirst = 0;
  #firstIsDay = 0;
  #secondIsDay = 0;
  #before: Parts | null = null;
  #back = { dmy: 0, mdy: 0 };
  #dates = 0;

  /** Counts the three numbers of a date as they are written. */
  add(parts: Parts): void {
    const [first, second] = parts;
    this.#dates += 1;
    if (first > 31) this.#yearFirst += 1;
    else if (first > 12) this.#firstIsDay += 1;
    else if (second > 12) this.#secondIsDay += 1;
    const before = this.#before;
    this.#before = parts;
    if (before === null) return;
    for (const order of ["dmy", "mdy"] as const)
      if (dayNumber(parts, order) < dayNumber(before, order)) this.#back[order] += 1;
  }

  /** What the dates say; not `sure` when it is a guess, and null when there was no date. */
  verdict(): { dateOrder: DateOrder; sure: boolean } | null {
    if (this.#dates === 0) return null;
    const [yearFirst, firstIsDay, secondIsDay] = [this.#yearFirst, this.#firstIsDay, this.#secondIsDay];
    if (yearFirst > 0 && yearFirst >= firstIsDay + secondIsDay)
      return { dateOrder: "ymd", sure: yearFirst === this.#dates };
    const isSure = yearFirst === 0;
    if (firstIsDay !== secondIsDay) {
      const contradiction = Math.min(firstIsDay, secondIsDay) > 0;
      return { dateOrder: firstIsDay > secondIsDay ? "dmy" : "mdy", sure: isSure && !contradiction };
    }
    const { dmy, mdy } = this.#back;
    return { dateOrder: mdy < dmy ? "mdy" : "dmy", sure: isSure && dmy !== mdy && Math.min(dmy, mdy) === 0 };
  }
}

function dayNumber(parts: Parts, order: "dmy" | "mdy"): number {
  const { year, month, day } = datePartsToLocal(parts, order);
  return (year * 12 + month) * 31 + day;
}
