import { describe, expect, test } from "vitest";
import { readTime, type TimeContext } from "@/domain/ingest/transcripts/read-time";

const iso = (value: unknown, context: Partial<TimeContext> = {}) =>
  readTime(value, { timezone: "UTC", ...context })?.toISOString();

describe("readTime", () => {
  test.each<[unknown, string, Partial<TimeContext>?]>([
    ["2024-03-05T10:11:12.3456789Z", "2024-03-05T10:11:12.345Z"],
    ["2024-03-05T10:11:12,5+05:45", "2024-03-05T04:26:12.500Z"],
    ["2024-03-05 10:11 -0330", "2024-03-05T13:41:00.000Z"],
    ["2024-03-05 10:11:12 UTC", "2024-03-05T10:11:12.000Z"],
    ["2024-03-05 10:11:12", "2024-03-05T04:26:12.000Z", { timezone: "Asia/Kathmandu" }],
    ["2024-03-05", "2024-03-05T00:00:00.000Z", { dateOrder: "mdy" }],
    ["5.3.24, 10:11", "2024-03-05T10:11:00.000Z"],
    ["3/5/24 12:11 AM", "2024-03-05T00:11:00.000Z", { dateOrder: "mdy" }],
    ["3/5/24 12:11 p.m.", "2024-03-05T12:11:00.000Z", { dateOrder: "mdy" }],
    ["Tue, 05 Mar 2024 10:11:12 +0100 (CET)", "2024-03-05T09:11:12.000Z"],
    ["5 March 2024", "2024-03-05T00:00:00.000Z"],
    ["05-Mar-2024 10:11:12", "2024-03-05T10:11:12.000Z"],
    ["Sept 5, 2024 1:02 PM", "2024-09-05T13:02:00.000Z"],
    [1_709_633_472.25, "2024-03-05T10:11:12.250Z"],
    ["1709633472", "2024-03-05T10:11:12.000Z"],
    [1_709_633_472_123, "2024-03-05T10:11:12.123Z"],
    ["1709633472123456", "2024-03-05T10:11:12.123Z"],
    ["45356.424444", "2024-03-05T10:11:12.000Z", { excel: true }],
    ["45356.424444", "2024-03-05T04:26:12.000Z", { excel: true, timezone: "Asia/Kathmandu" }],
  ])("reads %j as %s", (value, expected, context) => {
    expect(iso(value, context)).toBe(expected);
  });

  test.each<[unknown]>([
    ["soon"],
    [""],
    [null],
    [{}],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [12],
    ["45356.5"],
    ["31/02/2024"],
    ["2024-13-01"],
    ["2024-03-05 25:00"],
    ["3/5/24 13:00 PM"],
    ["5 Smarch 2024"],
    ["1969-12-31T23:59:59Z"],
    ["2200-01-01T00:00:00Z"],
    ["99999999999999999999"],
    ["10:11"],
  ])("takes %j for no time", (value) => {
    expect(iso(value)).toBeUndefined();
  });
});
