import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaUnderCurve } from "@/domain/measure/statistics/auc";
import { calibrated, fitIsotonic, fitPlatt, outOfFold, type Scored } from "@/domain/measure/statistics/calibration";
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import { createRandom } from "@/domain/measure/statistics/random";
import { brierScore, reliabilityBins } from "@/domain/measure/statistics/reliability";
import { weightedShare } from "@/domain/measure/statistics/weighted-share";

// Invented; the expected figures are those of scikit-learn 1.9 for these scores, answers and weights.
const SCORES = [0.1, 0.2, 0.2, 0.35, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.85, 0.95];
const ANSWERS = [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1];
const WEIGHTS = [20, 20, 20, 10, 10, 1, 1, 1, 1, 1, 1, 1];
const PLAIN: Scored[] = SCORES.map((score, i) => ({ score, positive: ANSWERS[i] === 1 }));
const WEIGHTED: Scored[] = PLAIN.map((item, i) => ({ ...item, weight: WEIGHTS[i] ?? 1 }));
const predicted = (items: Scored[]) => items.map(({ score, ...item }) => ({ ...item, chance: score }));
const TWO_THIRDS = 2 / 3;

describe("isotonic calibration", () => {
  test.each([
    ["plain", PLAIN, [0, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, TWO_THIRDS, TWO_THIRDS, TWO_THIRDS, 1, 1]],
    ["weighted", WEIGHTED, [0, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 0.5, 0.5, TWO_THIRDS, TWO_THIRDS, TWO_THIRDS, 1, 1]],
  ])("pools what is out of order, %s", (_, items, chances) => {
    const fitted = fitIsotonic(items);
    SCORES.forEach((score, i) => {
      expect(calibrated(fitted, score)).toBeCloseTo(chances[i] ?? Number.NaN, 12);
    });
    expect(calibrated(fitted, 0.15)).toBeCloseTo((chances[1] ?? 0) / 2, 12);
    expect([calibrated(fitted, -5), calibrated(fitted, 5)]).toEqual([0, 1]);
  });

  test("never falls as the score rises", () => {
    const item = fc.record({ score: fc.integer({ min: 0, max: 20 }), positive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 60 }), (items) => {
        const fitted = fitIsotonic(items);
        const chances = Array.from({ length: 41 }, (_, i) => calibrated(fitted, i / 2));
        expect(chances).toEqual([...chances].sort((a, b) => a - b));
      }),
    );
  });
});

describe("Platt's calibration", () => {
  test.each([
    ["plain", PLAIN, -2.6980262580651675, 1.3932989793834434],
    ["weighted", WEIGHTED, -1.969853424938307, 1.4334329710273428],
  ])("is scikit-learn's, %s", (_, items, slope, intercept) => {
    const fitted = fitPlatt(items);
    if (fitted.kind !== "platt") throw new Error(fitted.kind);
    expect(fitted.slope).toBeCloseTo(slope, 4);
    expect(fitted.intercept).toBeCloseTo(intercept, 4);
    expect(calibrated(fitted, 0.3)).toBeCloseTo(1 / (1 + Math.exp(0.3 * slope + intercept)), 5);
  });

  test("ends where scores tell everything", () => {
    const split = Array.from({ length: 40 }, (_, i) => ({ score: i * 50, positive: i >= 20 }));
    expect(calibrated(fitPlatt(split), 1950)).toBeGreaterThan(0.9);
  });
});

describe("chances judged out of fold", () => {
  const random = createRandom("truth");
  const items = Array.from({ length: 400 }, () => {
    const score = random();
    return { score, positive: random() < score ** 2 };
  });

  test("fit worse than on the items they were fitted to, which is the point", () => {
    const out = outOfFold(items, fitIsotonic, { seed: "folds" });
    if ("reason" in out) throw new Error(out.reason);
    const fitted = fitIsotonic(items);
    const inside = items.map(({ score, positive }) => ({ chance: calibrated(fitted, score), positive }));
    expect(brierScore(out)?.value).toBeGreaterThan(brierScore(inside)?.value ?? 1);
    expect(brierScore(out)?.value).toBeLessThan(brierScore(predicted(items))?.value ?? 0);
    expect(outOfFold(items, fitIsotonic, { seed: "folds" })).toEqual(out);
  });

  test("come out alike for answers that are counted together", () => {
    const alike = [0.1, 0.4, 0.8].flatMap((score, i) => [
      { score, positive: true, weight: 3, count: 10 + 40 * i },
      { score, positive: false, weight: 3, count: 90 - 40 * i },
    ]);
    const each = alike.flatMap(({ count, ...item }) => Array.from({ length: count }, () => item));
    expect(fitIsotonic(alike)).toEqual(fitIsotonic(each));
    const [one, other] = [
      outOfFold(alike, fitIsotonic, { seed: "alike" }),
      outOfFold(each, fitIsotonic, { seed: "alike" }),
    ];
    if ("reason" in one || "reason" in other) throw new Error("not known");
    expect(brierScore(one)?.n).toBe(300);
    expect(brierScore(one)?.value).toBeCloseTo(brierScore(other)?.value ?? 0, 2);
    const raw = (items: Scored[]) => reliabilityBins(predicted(items)).map(({ observed }) => observed);
    for (const [i, share] of raw(alike).entries()) {
      expect(share?.n).toBe(raw(each)[i]?.n);
      if (share) expect(share.high).toBeCloseTo(raw(each)[i]?.high ?? 0, 10);
    }
  });

  test("are unknown where one kind of answer is too rare to leave some out", () => {
    const rare = items.map(({ score }, i) => ({ score, positive: i < 3 }));
    expect(outOfFold(rare, fitPlatt, { seed: "folds" })).toEqual({
      value: null,
      reason: "Calibration needs 5 answers with a risk and 5 without; there are 3 and 397.",
    });
  });
});

describe("the Brier score", () => {
  test("is scikit-learn's, and the sum of Murphy's parts", () => {
    const brier = brierScore(predicted(PLAIN), { bins: 5 });
    expect(brier?.value).toBeCloseTo(0.20333333333333334, 12);
    expect(brier?.reliability).toBeCloseTo(0.038611111111111124, 12);
    expect(brier?.resolution).toBeCloseTo(0.08333333333333333, 12);
    expect(brier?.uncertainty).toBeCloseTo(0.25, 12);
    expect(brierScore(predicted(WEIGHTED))?.value).toBeCloseTo(0.20795977011494257, 12);
    expect(brierScore([])).toBeNull();
  });

  test("has nothing within its bins when each holds one chance", () => {
    const items = [0.05, 0.05, 0.55, 0.95].map((chance, i) => ({ chance, positive: i > 1 }));
    expect(brierScore(items)?.within).toBeCloseTo(0, 12);
    expect(() => brierScore([{ chance: 1.2, positive: true }])).toThrow(RangeError);
  });
});

describe("a reliability diagram", () => {
  test("leaves empty bins empty", () => {
    const bins = reliabilityBins(predicted(PLAIN), { bins: 5 });
    expect(bins.map(({ observed }) => observed?.n ?? 0)).toEqual([1, 3, 3, 2, 3]);
    expect(reliabilityBins([{ chance: 0.05, positive: true }], { bins: 2 })[1]).toMatchObject({
      predicted: null,
      observed: null,
    });
  });

  test("has Clopper-Pearson's interval where weights are alike, and a wider one where they are not", () => {
    const answers = Array.from({ length: 20 }, (_, i) => ({ positive: i < 4, weight: 7 }));
    const exact = clopperPearson(4, 20);
    expect(weightedShare(answers)?.low).toBeCloseTo(exact?.low ?? 0, 9);
    expect(weightedShare(answers)?.high).toBeCloseTo(exact?.high ?? 0, 9);
    const uneven = weightedShare(answers.map((answer, i) => ({ ...answer, weight: i % 2 ? 1 : 30 })));
    expect(uneven?.high).toBeGreaterThan(exact?.high ?? 1);
    expect(weightedShare([])).toBeNull();
  });
});

describe("the area under the curve", () => {
  test.each([
    ["plain", PLAIN, 0.763888888888889],
    ["weighted", WEIGHTED, 0.584516129032258],
  ])("is scikit-learn's, %s", (_, items, value) => {
    const area = areaUnderCurve(items, { seed: "auc" });
    if (area.value === null) throw new Error(area.reason);
    expect(area.value).toBeCloseTo(value, 12);
    expect(area.low).toBeLessThan(value);
    expect(area.high).toBeGreaterThan(value);
  });

  test("refuses a score that is no number, as fits do: a reading without a score has no place in them", () => {
    const unscored = [...PLAIN, { score: Number.NaN, positive: true }];
    expect(() => areaUnderCurve(unscored, { seed: "auc" })).toThrow(RangeError);
    expect(() => fitIsotonic(unscored)).toThrow(RangeError);
    expect(() => fitPlatt(unscored)).toThrow(RangeError);
  });

  test("is unknown with one kind of answer", () => {
    expect(
      areaUnderCurve(
        PLAIN.filter(({ positive }) => positive),
        { seed: "auc" },
      ).value,
    ).toBeNull();
  });
});
