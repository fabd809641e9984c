import { expect, it } from "vitest";
import { rangeText, shareText, tickText } from "@/components/charts/share-text";

it.each([
  [0.834, "83%"],
  [0.042, "4.2%"],
  [0.0031, "0.31%"],
  [0.963, "96.3%"],
  [0.9991, "99.91%"],
  [0, "0%"],
  [1, "100%"],
  [0.000_001, "<0.01%"],
  [0.999_999, ">99.99%"],
])("prints %d as %s", (share, text) => {
  expect(shareText(share)).toBe(text);
});

it("prints ranges and ticks", () => {
  expect(rangeText({ low: 0.67, high: 0.91 })).toBe("67% to 91%");
  expect([0, 0.002, 0.4].map(tickText)).toEqual(["0%", "0.2%", "40%"]);
});
