import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementScale, countScale, rowPlace, shareScale, shownLabels, waitScale } from "@/components/charts/scale";

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("shareScale", () => {
  it.each([
    [
      [0.83, 0.95],
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [[0.031], [0, 0.01, 0.02, 0.03, 0.04]],
    [[0.5], [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    [[0], [0, 0.001]],
    [[], [0, 0.001]],
  ])("for %j has ticks at %j", (values, ticks) => {
    expect(shareScale(values).ticks).toEqual(ticks);
  });

  it("begins at nothing, holds every value, keeps their order, and has few ticks", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 20 }), (values) => {
        const { place, ticks } = shareScale(values);
        expect(place(0)).toBe(0);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const [largest = 0] = values.toSorted((a, b) => b - a);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest - 1e-9);
        for (const value of values) expect(place(value)).toBeLessThanOrEqual(place(largest));
      }),
    );
  });
});

it("shows agreement below chance, and leaves that half out where there is none", () => {
  expect(agreementScale([0.4, 0.9]).place(0.4)).toBe(0.4);
  expect(agreementScale([-0.5, 0.9]).place(-0.5)).toBe(0.25);
});

describe("waitScale", () => {
  it("ends at the first round time that is not before the longest wait", () => {
    expect(waitScale(3000).ticks).toEqual([1, 10, 60, 600, 3600]);
    expect(waitScale(0).ticks).toEqual([1, 10, 60]);
  });

  it("puts a second at the start and the longest wait inside, years too", () => {
    expect(waitScale(3000).place(0.2)).toBe(0);
    expect(waitScale(3600).place(3600)).toBe(1);
    expect(waitScale(1e10).place(1e10)).toBe(1);
    expect(waitScale(1e10).place(86_400)).toBeLessThan(1);
  });
});

describe("a row of points", () => {
  it("stands evenly, neither end cut", () => {
    expect([0, 1, 2, 3].map((index) => rowPlace(index, 4))).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect(rowPlace(0, 1)).toBe(0.5);
  });

  it("shows as many labels as there is room for", () => {
    expect(shownLabels(3, 5)).toEqual([0, 1, 2]);
    expect(shownLabels(52, 5)).toEqual([0, 11, 22, 33, 44]);
    expect(shownLabels(0, 5)).toEqual([]);
  });
});

describe("countScale", () => {
  it.each([
    [
      [0, 3, 2400],
      [1, 10, 100, 1000, 10_000],
    ],
    [
      [0.04, 5],
      [0.01, 0.1, 1, 10],
    ],
    [[10], [10, 100]],
    [[0], [1, 10]],
    [[], [1, 10]],
  ])("for %j has ticks at %j", (values, ticks) => {
    const scale = countScale(values);
    expect(scale.ticks).toEqual(ticks);
    for (const value of values)
      expect([0, scale.place(value), 1]).toEqual([0, scale.place(value), 1].sort((a, b) => a - b));
    expect(scale.place(0)).toBe(0);
  });
});
