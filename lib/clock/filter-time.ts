import { z } from "zod";

const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

function isStorable(text: string): boolean {
  const year = new Date(text).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

const outOfRange = `must lie in the years ${FIRST_YEAR} to ${LAST_YEAR}`;

/**
 * A time from outside that rows are compared with: a day in UTC, or an RFC 3339 time with its offset. Bounded, because
 * the database stores no year 0 and no such time holds records anyway.
 */
export const filterTimeSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], "must be a day, or a time such as 2026-11-21T03:04:05Z")
  .refine(isStorable, outOfRange);
