import { describe, expect, it } from "vitest";
import { makePlan, type PlanBasis } from "@/domain/measure/sampling/plan-rules";

const basis: PlanBasis = {
  weeks: 10,
  halfWidth: null,
  rates: { split: 0.5, keyword: 0.1, rest: 0.01, overrides: [{ by: "language", key: "nl", rate: 0.1 }] },
  basisDays: 28,
  intake: [
    { stratum: "tripwire", sourceId: "a", language: "en", weekly: 3 },
    { stratum: "split", sourceId: "a", language: "en", weekly: 20 },
    { stratum: "keyword", sourceId: "a", language: "en", weekly: 40 },
    { stratum: "rest", sourceId: "a", language: "en", weekly: 1000 },
    { stratum: "rest", sourceId: "b", language: "nl", weekly: 200 },
  ],
  read: [{ stratum: "keyword", reviewed: 150, found: 9 }],
  foundWeekly: 30,
  time: { seconds: 90, from: "samples" },
};

describe("a plan", () => {
  it("says what the rates draw, with those of their own, and the hours it takes", () => {
    const plan = makePlan(basis);
    expect(plan.strata.map(({ weekly, drawnWeekly }) => [weekly, drawnWeekly])).toEqual([
      [3, 3],
      [20, 10],
      [40, 4],
      [1200, 30],
    ]);
    expect(plan.drawnWeekly).toBe(47);
    expect(plan.hoursWeekly).toBeCloseTo((47 * 90) / 3600, 9);
    expect(plan.needed).toBeNull();
  });

  it("reckons with what samples have shown once there are enough, and says so", () => {
    const [, split, keyword] = makePlan(basis).strata;
    expect(keyword).toMatchObject({ missRateFrom: "samples", missRate: (9 + 50 * 0.02) / 200 });
    expect(split).toMatchObject({ missRateFrom: "assumed", missRate: 0.05 });
  });

  it("buys a narrower interval with more reading, and knows what a wished one needs", () => {
    const width = (rest: number) => {
      const { recall } = makePlan({ ...basis, rates: { ...basis.rates, rest, overrides: [] } });
      if (recall.value === null) throw new Error(recall.reason);
      expect(recall.low).toBeLessThan(recall.value);
      return recall.high - recall.low;
    };
    expect(width(0.5)).toBeLessThan(width(0.05));
    expect(width(0.05)).toBeLessThan(width(0.01));

    const { needed } = makePlan({ ...basis, halfWidth: 0.05 });
    if (!needed || needed.reads === null) throw new Error("no plan");
    expect(needed.recall.high - needed.recall.low).toBeLessThanOrEqual(0.1);
    expect(needed.perStratum.find(({ stratum }) => stratum === "tripwire")?.rate).toBe(1);
    expect(needed.reads).toBe(needed.perStratum.reduce((sum, { reads }) => sum + reads, 0));
    const wider = makePlan({ ...basis, halfWidth: 0.1 }).needed;
    expect(wider?.reads).toBeLessThan(needed.reads);
  });

  it("says why nothing can be said: nothing drawn of a stratum, nothing found, nothing read, no time known", () => {
    const none = { ...basis, rates: { ...basis.rates, rest: 0, overrides: [] } };
    expect(makePlan(none).recall).toEqual({ value: null, reason: expect.stringContaining("The rest") });
    expect(makePlan({ ...basis, foundWeekly: 0, halfWidth: 0.05 })).toMatchObject({
      recall: { value: null, reason: expect.stringMatching(/./) },
      needed: { reads: null, reason: expect.stringMatching(/./) },
    });
    expect(makePlan({ ...basis, intake: [], halfWidth: 0.05 })).toMatchObject({
      recall: { value: null },
      needed: { reads: null },
      drawnWeekly: 0,
    });
    expect(makePlan({ ...basis, time: null }).hoursWeekly).toBeNull();
  });
});
