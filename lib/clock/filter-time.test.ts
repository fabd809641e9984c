import { describe, expect, it } from "vitest";
import { filterTimeSchema } from "@/lib/clock/filter-time";

describe("a time to filter by", () => {
  it.each([
    ["a day", "2026-11-21", true],
    ["a time in UTC", "2026-11-21T03:04:05Z", true],
    ["a time with an offset", "2026-11-21T03:04:05.120+05:45", true],
    ["the first day", "1970-01-01", true],
    ["the last moment", "2199-12-31T23:59:59.999Z", true],
    ["the year 0", "0000-01-01", false],
    ["the year 0 with a time", "0000-01-01T00:00:00Z", false],
    ["a day before", "1969-12-31", false],
    ["a time that is before in UTC", "1970-01-01T00:00:00+00:01", false],
    ["a time that is after in UTC", "2199-12-31T23:59:59-00:01", false],
    ["the last year that ISO 8601 writes", "9999-12-31", false],
    ["a day that is none", "2026-02-30", false],
    ["a time without its zone", "2026-11-21T03:04:05", false],
    ["a word", "yesterday", false],
    ["nothing", "", false],
  ])("%s: %s → %s", (_, text, ok) => {
    expect(filterTimeSchema.safeParse(text).success).toBe(ok);
  });

  it("says what is wrong", () => {
    expect(filterTimeSchema.safeParse("0000-01-01").error?.issues[0]?.message).toMatch(/1970 to 2199/);
  });
});
