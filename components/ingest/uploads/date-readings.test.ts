import { expect, test } from "vitest";
import { dateReadings } from "@/components/ingest/uploads/date-readings";

test.each<[string, string | null, string | null, string, [string, string, string]]>([
  [
    "shows the file's own first date",
    "2026-05-02T10:00:00.000Z",
    "dmy",
    "UTC",
    ["02/05/2026", "2 May 2026", "5 February 2026"],
  ],
  [
    "also as it is read month first",
    "2026-05-02T10:00:00.000Z",
    "mdy",
    "UTC",
    ["05/02/2026", "5 February 2026", "2 May 2026"],
  ],
  [
    "in the zone of the file",
    "2026-05-02T20:00:00.000Z",
    "dmy",
    "Asia/Tokyo",
    ["03/05/2026", "3 May 2026", "5 March 2026"],
  ],
  [
    "uses another date where both are one",
    "2026-05-05T10:00:00.000Z",
    "dmy",
    "UTC",
    ["03/04/2026", "3 April 2026", "4 March 2026"],
  ],
  [
    "uses another date where only one can be",
    "2026-05-25T10:00:00.000Z",
    "dmy",
    "UTC",
    ["03/04/2026", "3 April 2026", "4 March 2026"],
  ],
  ["uses another date where there is no time", null, null, "UTC", ["03/04/2026", "3 April 2026", "4 March 2026"]],
])("a choice of readings %s", (_, firstSentAt, now, zone, [written, dayFirst, monthFirst]) => {
  expect(dateReadings(firstSentAt, now, zone)).toEqual([
    { order: "dmy", written, means: dayFirst },
    { order: "mdy", written, means: monthFirst },
  ]);
});
