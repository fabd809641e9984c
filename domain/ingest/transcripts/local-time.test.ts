import { describe, expect, test } from "vitest";
import { DateOrderVotes, fullYear, localToDate, requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { type DateOrder, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

const at = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
};

describe("localToDate", () => {
  test.each<[string, string, string | undefined]>([
    ["2024-03-05 07:08:09", "UTC", "2024-03-05T07:08:09.000Z"],
    ["2024-01-15 12:00:00", "Asia/Kathmandu", "2024-01-15T06:15:00.000Z"],
    ["2024-07-15 12:00:00", "America/New_York", "2024-07-15T16:00:00.000Z"],
    ["2024-01-15 12:00:00", "America/New_York", "2024-01-15T17:00:00.000Z"],
    // Came twice: 02:30 in summer time, then in winter time.
    ["2024-10-27 02:30:00", "Europe/Paris", "2024-10-27T00:30:00.000Z"],
    ["2024-10-27 03:30:00", "Europe/Paris", "2024-10-27T02:30:00.000Z"],
    // Never came: clocks went from 02:00 to 03:00.
    ["2024-03-31 02:30:00", "Europe/Paris", "2024-03-31T01:30:00.000Z"],
    ["2024-03-31 03:30:00", "Europe/Paris", "2024-03-31T01:30:00.000Z"],
    ["2024-02-29 00:00:00", "UTC", "2024-02-29T00:00:00.000Z"],
    ["2023-02-29 00:00:00", "UTC", undefined],
    ["2023-13-01 00:00:00", "UTC", undefined],
    ["2023-01-01 24:00:00", "UTC", undefined],
    ["2023-01-01 10:60:00", "UTC", undefined],
  ])("%s in %s", (local, zone, expected) => {
    expect(localToDate(at(local), zone)?.toISOString()).toBe(expected);
  });
});

test("requireTimezone takes IANA names, and UTC for none", () => {
  expect([requireTimezone(undefined), requireTimezone("Europe/Paris")]).toEqual(["UTC", "Europe/Paris"]);
  for (const name of ["Mars/Base", "", "x".repeat(300)]) expect(() => requireTimezone(name)).toThrow(TranscriptRefused);
});

test("fullYear gives years of two digits their century", () => {
  expect([0, 24, 69, 70, 99, 2024].map(fullYear)).toEqual([2000, 2024, 2069, 1970, 1999, 2024]);
});

describe("DateOrderVotes", () => {
  test.each<[string, string[], DateOrder, boolean]>([
    ["a first part above 12", ["05/04/24", "13/04/24"], "dmy", true],
    ["a second part above 12", ["4/5/2024", "4/13/2024"], "mdy", true],
    ["a year in front", ["2024-04-05", "2024-05-01"], "ymd", true],
    ["time that would go back as day first", ["3/1/2024", "3/2/2024", "4/1/2024"], "mdy", true],
    ["time that would go back as month first", ["1/3/2024", "2/3/2024", "1/4/2024"], "dmy", true],
    ["a date alone that may be both", ["5/4/2024"], "dmy", false],
    ["the same day and month", ["5/5/2024", "6/6/2024"], "dmy", false],
    ["dates that contradict each other", ["13/1/2024", "1/13/2024", "14/1/2024"], "dmy", false],
    ["orders that both go back", ["5/6/2024", "1/2/2024", "3/2/2024", "2/3/2024"], "dmy", false],
  ])("concludes from %s", (_, dates, dateOrder, sure) => {
    const votes = new DateOrderVotes();
    for (const date of dates) {
      const [a = 0, b = 0, c = 0] = date.split(/\D/).map(Number);
      votes.add([a, b, c]);
    }
    expect(votes.verdict()).toEqual({ dateOrder, sure });
  });

  test("concludes nothing from no dates", () => {
    expect(new DateOrderVotes().verdict()).toBeNull();
  });
});
