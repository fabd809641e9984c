import { expect, it } from "vitest";
import { bandPath, linePath, stepped } from "@/components/charts/path";

const points = [
  { x: 0, y: 1 },
  { x: 0.5, y: 0.25 },
];

it("draws upwards what SVG counts downwards", () => {
  expect(linePath(points)).toBe("M0 0 L50 75");
  expect(linePath([])).toBe("");
});

it("keeps the height of a curve until its next point", () => {
  expect(stepped(points)).toEqual([
    { x: 0, y: 1 },
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0.25 },
  ]);
});

it("goes along the upper line and back along the lower one", () => {
  expect(
    bandPath(points, [
      { x: 0, y: 0.5 },
      { x: 0.5, y: 0 },
    ]),
  ).toBe("M0 0 L50 75 L50 100 L0 50 Z");
  expect(bandPath([], [])).toBe("");
});
