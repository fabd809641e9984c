import { describe, expect, test } from "vitest";
import { survivalCurve, type Wait, waitQuantile } from "@/domain/measure/statistics/survival";

/** Weeks to relapse under 6-MP (Freireich and others 1963), an asterisk where there was none so far. */
const WEEKS = "6 6 6 6* 7 9* 10 10* 11* 13 16 17* 19* 20* 22 23 25* 32* 32* 34* 35*";
const FREIREICH: Wait[] = WEEKS.split(" ").map((mark) => ({
  after: Number.parseInt(mark, 10),
  ended: !mark.endsWith("*"),
}));

describe("the share still waiting", () => {
  test("is Kaplan and Meier's, with the intervals of lifelines 0.30", () => {
    const { steps, n, open } = survivalCurve(FREIREICH);
    const expected = [
      [6, 21, 3, 0.857143, 0.619718, 0.951552],
      [7, 17, 1, 0.806723, 0.563147, 0.922809],
      [10, 15, 1, 0.752941, 0.5032, 0.889362],
      [13, 12, 1, 0.690196, 0.43161, 0.849066],
      [16, 11, 1, 0.627451, 0.367511, 0.804912],
      [22, 7, 1, 0.537815, 0.267779, 0.746791],
      [23, 6, 1, 0.448179, 0.188052, 0.680143],
    ];
    const got = steps.map(({ after, atRisk, ended, waiting, low, high }) => [after, atRisk, ended, waiting, low, high]);
    expect(got.map((row) => row.map((value) => Number(value.toFixed(6))))).toEqual(expected);
    expect({ n, open }).toEqual({ n: 21, open: 12 });
  });

  test("is the same when waits are counted rather than listed", () => {
    const counted: Wait[] = [...FREIREICH.slice(3), { after: 6, ended: true, count: 3 }];
    expect(survivalCurve(counted)).toEqual(survivalCurve(FREIREICH));
  });
});

describe("the time by which a share had ended", () => {
  const curve = survivalCurve(FREIREICH);

  test("has a median of 23 weeks, from 13 on and with no upper bound (lifelines)", () => {
    expect(waitQuantile(curve, 0.5)).toEqual({ value: 23, low: 13, high: null, n: 21 });
    expect(waitQuantile(curve, 0.25)).toMatchObject({ value: 13, low: 6 });
    expect(waitQuantile(curve, 0.1)).toMatchObject({ value: 6 });
  });

  test("is unknown where too much is still open, and not the time of the last that ended", () => {
    expect(waitQuantile(curve, 0.9)).toEqual({
      value: null,
      reason: "Fewer than 90 % have ended so far: 12 of 21 have not.",
    });
    expect(waitQuantile(survivalCurve([]), 0.5).value).toBeNull();
  });

  test("without open waits is that of the sorted times", () => {
    const times = Array.from({ length: 100 }, (_, i) => ({ after: i + 1, ended: true }));
    expect([0.5, 0.9, 0.99].map((share) => waitQuantile(survivalCurve(times), share).value)).toEqual([50, 90, 99]);
  });

  test("grows when an ended wait turns out to be still open", () => {
    const shut = [1, 2, 3, 4, 5, 6].map((after) => ({ after, ended: true }));
    const neglected = shut.map((wait) => (wait.after === 2 ? { ...wait, ended: false } : wait));
    const [before, after] = [shut, neglected].map((waits) => waitQuantile(survivalCurve(waits), 0.5).value ?? 0);
    expect(after).toBeGreaterThan(before ?? 0);
    expect(() => survivalCurve([{ after: -1, ended: true }])).toThrow(RangeError);
  });
});
