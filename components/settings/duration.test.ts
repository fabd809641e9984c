import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "@/components/settings/duration";

describe("a duration", () => {
  it.each([
    [0, "0 s"],
    [60, "1 min"],
    [90, "1 min 30 s"],
    [300, "5 min"],
    [5400, "1 h 30 min"],
    [86_400, "24 h"],
    [90_000, "25 h"],
    [172_800, "2 days"],
    [176_461, "2 days 1 h 1 min 1 s"],
  ])("of %i seconds is written %s, and read back", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    ["5min", 300],
    [" 5 Minutes ", 300],
    ["1h30m", 5400],
    ["1.5 h", 5400],
    ["1,5 h", 5400],
    ["2 hours and 5 minutes", 7500],
    ["1 day, 2 h", 93_600],
    ["0", 0],
  ])("is understood when written %j", (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(["", "5", "soon", "min", "5 min 5 min", "5 min 1 h", "-5 min", "0.3 s", "5 parsecs", "1e3 s", "5 min x"])(
    "is not guessed from %j",
    (text) => expect(parseDuration(text)).toBeNull(),
  );

  it("that is no number says so", () => expect(formatDuration(Number.NaN)).toBe("not understood"));
});
