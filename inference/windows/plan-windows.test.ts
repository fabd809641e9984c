import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planWindows, type Span, type Unit, WINDOW_TOKENS } from "@/inference/windows/plan-windows";

function plain(...tokens: number[]): Unit[] {
  return tokens.map((count) => ({ tokens: count, lead: 0 }));
}

function repeated(tokens: number, times: number): Unit[] {
  return plain(...new Array<number>(times).fill(tokens));
}

function sum(units: readonly Unit[], { from, to }: Span): number {
  return units.slice(from, to).reduce((total, { tokens }) => total + tokens, units[from]?.lead ?? 0);
}

const BUDGET = 100;

function plan(units: readonly Unit[], fits?: (span: Span) => boolean): Span[] {
  return [...planWindows(units, fits, BUDGET)];
}

const unit = fc.oneof(
  fc.record({ tokens: fc.integer({ min: 1, max: 12 }), lead: fc.constant(0) }),
  fc.record({ tokens: fc.integer({ min: 1, max: 96 }), lead: fc.constantFrom(0, 4) }),
  fc.record({ tokens: fc.constant(100), lead: fc.constant(0) }),
);
const units = fc.array(unit, { maxLength: 120 });

describe("planWindows", () => {
  test.each<[string, Unit[], Span[]]>([
    ["nothing", [], []],
    ["what fits", plain(50, 30, 20), [{ from: 0, to: 3 }]],
    [
      "small units, sharing a quarter",
      repeated(10, 18),
      [
        { from: 0, to: 10 },
        { from: 7, to: 17 },
        { from: 14, to: 18 },
      ],
    ],
    [
      "units of a quarter, sharing two",
      repeated(25, 6),
      [
        { from: 0, to: 4 },
        { from: 2, to: 6 },
      ],
    ],
    [
      "units of which two are more than half, sharing one",
      repeated(30, 5),
      [
        { from: 0, to: 3 },
        { from: 2, to: 5 },
      ],
    ],
    [
      "units that fill a window, sharing none",
      plain(100, 100),
      [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
      ],
    ],
    [
      "a small unit before a large one, in both windows",
      plain(60, 40, 10, 90),
      [
        { from: 0, to: 2 },
        { from: 1, to: 3 },
        { from: 2, to: 4 },
      ],
    ],
  ])("plans %s", (_title, given, spans) => {
    expect(plan(given)).toEqual(spans);
  });

  test("counts the label of a speaker whose message began before", () => {
    const continued: Unit[] = repeated(10, 20).map(({ tokens }, index) => ({ tokens, lead: index === 0 ? 0 : 5 }));
    expect(plan(continued)).toEqual([
      { from: 0, to: 10 },
      { from: 7, to: 16 },
      { from: 13, to: 20 },
    ]);
  });

  test("refuses a unit that no window can hold", () => {
    expect(() => plan(plain(10, 101))).toThrow(RangeError);
    expect(() => plan([{ tokens: 98, lead: 4 }])).toThrow(RangeError);
  });

  test("takes fewer units, or shares fewer, where they turn out longer together than they add up to", () => {
    const fits = ({ from, to }: Span) => to - from <= 8;
    expect(plan(repeated(10, 18), fits)).toEqual([
      { from: 0, to: 8 },
      { from: 5, to: 13 },
      { from: 10, to: 18 },
    ]);
    expect(plan(repeated(10, 4), ({ from, to }) => to - from <= 2)).toEqual([
      { from: 0, to: 2 },
      { from: 1, to: 3 },
      { from: 2, to: 4 },
    ]);
    expect(plan(repeated(10, 3), () => false)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ]);
  });

  test("covers every unit in order within the budget, and each window brings something new", () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 130 }), (given, most) => {
        const fits = ({ from, to }: Span) => to - from <= most;
        const spans = plan(given, fits);
        expect(spans[0]?.from ?? 0).toBe(0);
        expect(spans.at(-1)?.to ?? 0).toBe(given.length);
        for (const [index, span] of spans.entries()) {
          expect(sum(given, span)).toBeLessThanOrEqual(BUDGET);
          expect(fits(span)).toBe(true);
          const before = spans[index - 1];
          if (before === undefined) continue;
          expect(span.from).toBeGreaterThan(before.from);
          expect(span.from).toBeLessThanOrEqual(before.to);
          expect(span.to).toBeGreaterThan(before.to);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("shares two units and a quarter of the budget where the units are small", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 20, maxLength: 200 }), (tokens) => {
        const given = plain(...tokens);
        const spans = plan(given);
        for (const [index, { from }] of spans.entries()) {
          const before = spans[index - 1];
          if (before === undefined) continue;
          expect(before.to - from).toBeGreaterThanOrEqual(2);
          expect(sum(given, { from, to: before.to })).toBeGreaterThanOrEqual(BUDGET / 4);
          expect(sum(given, { from, to: before.to })).toBeLessThanOrEqual(BUDGET / 2);
        }
      }),
    );
  });

  test("leaves all windows but the last as they were when units come", () => {
    fc.assert(
      fc.property(units, units, (given, later) => {
        const before = plan(given).slice(0, -1);
        expect(plan([...given, ...later]).slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test("plans 10,000 messages in a number of windows that grows with their tokens alone", () => {
    const spans = [...planWindows(repeated(20, 10_000))];
    // 85 fit into a window; with 22 shared, each but the first brings 63.
    expect(WINDOW_TOKENS).toBe(1_700);
    expect(spans).toHaveLength(159);
  });
});
