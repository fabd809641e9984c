import { expect, test } from "vitest";
import { counted, interval, percent } from "@/components/measure/figures";

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
  expect(interval({ low: 0.004, high: 0.997 })).toBe("<1–>99%");
  expect(interval({ low: 0, high: 1 })).toBe("0–100%");
});
