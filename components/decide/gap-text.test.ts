import { expect, test } from "vitest";
import { gapText } from "@/components/decide/gap-text";

const MINUTE = 60_000;

test.each([
  [31 * MINUTE, "31 min later"],
  [60 * MINUTE - 1, "59 min later"],
  [60 * MINUTE, "1 h later"],
  [3.9 * 60 * MINUTE, "3 h later"],
  [24 * 60 * MINUTE - 1, "23 h later"],
  [24 * 60 * MINUTE, "1 day later"],
  [3 * 24 * 60 * MINUTE, "3 days later"],
  [4000 * 24 * 60 * MINUTE, "4,000 days later"],
])("%d ms is %s", (gap, said) => {
  expect(gapText(gap)).toBe(said);
});
