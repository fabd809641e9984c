import { expect, test } from "vitest";
import { counted, interval, percent, precisionInWords } from "@/components/measure/figures";

test.each([
  [0, "0%"],
  [0.001, "<1%"],
  [0.025, "3%"],
  [0.5, "50%"],
  [0.999, ">99%"],
  [1, "100%"],
])("%d is written %s, so that nearly all is never said to be all", (share, text) => {
  expect(percent(share)).toBe(text);
});

test("counts agree with their noun", () => {
  expect([0, 1, 1204].map((count) => counted(count, "decision"))).toEqual([
    "0 decisions",
    "1 decision",
    "1,204 decisions",
  ]);
});

test("an interval is written as whole percentages", () => {
  expect(interval({ low: 0.672, high: 0.905 })).toBe("67–91%");
});

test("few decisions are said to be few, and many are given with their confidence", () => {
  const few = precisionInWords({ value: 0.75, low: 0.3, high: 0.95, n: 4 }, 3);
  expect(few).toBe(
    "Of 4 flagged conversations that a person decided on, 3 really held a risk. Given how few that is, the true share may lie anywhere from 30% to 95%.",
  );
  expect(precisionInWords({ value: 0.8, low: 0.71, high: 0.87, n: 100 }, 80)).toContain(
    "between 71% and 87%, with 95% confidence",
  );
});
