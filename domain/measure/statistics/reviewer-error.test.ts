import { describe, expect, test } from "vitest";
import { predictionPoweredMean } from "@/domain/measure/statistics/prediction-powered";
import { estimateRecall } from "@/domain/measure/statistics/recall";
import { estimateRecallCorrected, roganGladen } from "@/domain/measure/statistics/reviewer-error";

const FLAGGED = [{ name: "flagged", size: 5000, reviewed: 5000, positive: 3600 }];
const REST = [{ name: "rest", size: 92_500, reviewed: 4000, positive: 60 }];
const OPTIONS = { seed: "gold", draws: 4000 };
const gold = (right: number, n: number, calm: number, m: number) => ({
  sensitivity: { hits: right, n },
  specificity: { hits: calm, n: m },
});

describe("reviewers who err", () => {
  test("hide a lower share behind the one they report", () => {
    expect(roganGladen(0.12, { sensitivity: 0.9, specificity: 0.95 })).toBeCloseTo(0.0823529412, 9);
    expect(roganGladen(0.01, { sensitivity: 0.9, specificity: 0.95 })).toBe(0);
    expect(roganGladen(0.12, { sensitivity: 0.5, specificity: 0.5 })).toBeNull();
  });

  test("move recall little when they hardly err, and up when they see risks where there are none", () => {
    const plain = estimateRecall(FLAGGED, REST, OPTIONS);
    const good = estimateRecallCorrected(FLAGGED, REST, gold(100_000, 100_000, 100_000, 100_000), OPTIONS);
    expect(good.value).toBeCloseTo(plain.value ?? 0, 3);
    const alarmed = estimateRecallCorrected(FLAGGED, REST, gold(196, 200, 198, 200), OPTIONS);
    // By hand: (3600 − 5000·.01)/.97 found against (1387.5 − 92500·.01)/.97 missed.
    expect(alarmed.value).toBeCloseTo(3550 / (3550 + 462.5), 9);
    if (good.value === null || alarmed.value === null) throw new Error("Both are known.");
    expect(alarmed.high - alarmed.low).toBeGreaterThan(2 * (good.high - good.low));
  });

  test("leave recall unknown, and never at 1, where their errors explain every miss or more flags than there are", () => {
    // One in fifty sees a risk where there is none: 92,500·.02 is more than the 1,387.5 that were seen.
    expect(estimateRecallCorrected(FLAGGED, REST, gold(96, 100, 98, 100), OPTIONS)).toMatchObject({ value: null });
    // 3,600 of 5,000 confirmed, by people who find half of what there is.
    expect(estimateRecallCorrected(FLAGGED, REST, gold(50, 100, 100, 100), OPTIONS)).toMatchObject({ value: null });
    const clear = [{ name: "rest", size: 92_500, reviewed: 4000, positive: 0 }];
    expect(estimateRecallCorrected(FLAGGED, clear, gold(96, 100, 99, 100), OPTIONS)).toMatchObject({ value: null });
    expect(estimateRecallCorrected(FLAGGED, clear, gold(96, 100, 100, 100), OPTIONS)).toMatchObject({ value: 1 });
  });

  test("cannot be corrected without gold of both kinds, or when they are no better than chance", () => {
    expect(estimateRecallCorrected(FLAGGED, REST, gold(0, 0, 9, 10), OPTIONS).value).toBeNull();
    expect(estimateRecallCorrected(FLAGGED, REST, gold(4, 10, 5, 10), OPTIONS).value).toBeNull();
    const unread = [{ name: "rest", size: 10, reviewed: 0, positive: 0 }];
    expect(estimateRecallCorrected(FLAGGED, unread, gold(9, 10, 9, 10), OPTIONS)).toMatchObject({ value: null });
  });
});

describe("a mean sharpened by predictions", () => {
  const predictions = [0.9, 0.2, 0.6, 0.8, 0.3, 0.1, 0.7, 0.4];
  const labelled = [1, 0, 1, 1, 0, 0, 1, 0].map((answer, i) => ({ answer, prediction: predictions[i] ?? 0 }));
  const unlabelled = [0.8, 0.1, 0.3, 0.9, 0.5, 0.2, 0.2, 0.6, 0.4, 0.7, 0.1, 0.3];

  test.each([
    ["trusted", 1, 0.425, 0.1228283582],
    ["left aside", 0, 0.5, 0.1767766953],
    ["weighed", undefined, 0.4262676785, 0.1229199302],
  ])("with predictions %s", (_, weight, value, standardError) => {
    const powered = predictionPoweredMean(labelled, unlabelled, { weight });
    expect(powered?.value).toBeCloseTo(value, 9);
    expect(powered?.standardError).toBeCloseTo(standardError, 9);
  });

  test("has the interval and the weight of ppi_py", () => {
    const powered = predictionPoweredMean(labelled, unlabelled, { confidence: 0.9 });
    expect(powered?.weight).toBeCloseTo(0.9830976199, 9);
    expect(powered?.low).toBeCloseTo(0.2240823855, 9);
    expect(powered?.high).toBeCloseTo(0.6284529716, 9);
    expect(predictionPoweredMean([], unlabelled)).toBeNull();
  });
});
