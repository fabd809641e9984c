import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdArrivals } from "@/components/triage/hold-arrivals";

const CASES = [
  {
    title: "shows the newest list as it is while nobody reads",
    before: ["a", "b"],
    newest: ["x", "b", "a"],
    reading: false,
    expected: { shown: ["x", "b", "a"], gone: [], held: [] },
  },
  {
    title: "holds back what would come above or between",
    before: ["a", "b"],
    newest: ["x", "a", "y", "b"],
    reading: true,
    expected: { shown: ["a", "b"], gone: [], held: ["x", "y"] },
  },
  {
    title: "adds what comes below, because it moves nothing",
    before: ["a", "b"],
    newest: ["a", "b", "z"],
    reading: true,
    expected: { shown: ["a", "b", "z"], gone: [], held: [] },
  },
  {
    title: "keeps the place of a case that has left",
    before: ["a", "b", "c"],
    newest: ["a", "c"],
    reading: true,
    expected: { shown: ["a", "b", "c"], gone: ["b"], held: [] },
  },
  {
    title: "does not follow a case that has moved up",
    before: ["a", "b"],
    newest: ["b", "a"],
    reading: true,
    expected: { shown: ["a", "b"], gone: [], held: [] },
  },
  {
    title: "fills an empty list at once",
    before: [],
    newest: ["a"],
    reading: true,
    expected: { shown: ["a"], gone: [], held: [] },
  },
];

describe("holding arrivals", () => {
  it.each(CASES)("$title", ({ before, newest, reading, expected }) => {
    expect(holdArrivals(before, newest, reading)).toEqual(expected);
  });

  it("never moves a shown row, and never loses a case", () => {
    const ids = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), { minLength: 1 });
    fc.assert(
      fc.property(ids, ids, (before, newest) => {
        const { shown, held } = holdArrivals(before, newest, true);
        expect(shown.slice(0, before.length)).toEqual(before);
        expect(new Set([...shown, ...held])).toEqual(new Set([...before, ...newest]));
      }),
    );
  });
});
