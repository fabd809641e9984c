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

describe("a list of which only a part is loaded", () => {
  const part = { wasAbove: true, above: true, below: true, most: 4 };

  it("shows what was loaded above it, which is no arrival", () => {
    const list = holdArrivals(["c", "d"], ["a", "b", "c", "d"], true, part);
    expect(list).toEqual({ shown: ["a", "b", "c", "d"], gone: [], held: [] });
  });

  it("lets go of rows at the other end, without calling them gone", () => {
    expect(holdArrivals(["a", "b", "c", "d"], ["c", "d", "e", "f"], true, { ...part, wasAbove: false })).toEqual({
      shown: ["c", "d", "e", "f"],
      gone: [],
      held: [],
    });
    expect(holdArrivals(["c", "d", "e", "f"], ["a", "b", "c", "d"], true, part)).toEqual({
      shown: ["a", "b", "c", "d"],
      gone: [],
      held: [],
    });
  });

  it("keeps the place of a case that has left in between", () => {
    const list = holdArrivals(["a", "b", "c", "d"], ["c", "e", "f"], true, { ...part, wasAbove: false });
    expect(list).toEqual({ shown: ["c", "d", "e", "f"], gone: ["d"], held: [] });
  });

  it("still holds what arrives where nothing is above", () => {
    const top = { wasAbove: false, above: false, below: true, most: 4 };
    expect(holdArrivals(["b", "c"], ["a", "b", "c", "d"], true, top)).toMatchObject({
      shown: ["b", "c", "d"],
      held: ["a"],
    });
  });
});
