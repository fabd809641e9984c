import { describe, expect, test } from "vitest";
import { clopperPearson } from "@/domain/measure/statistics/clopper-pearson";
import { cohenKappa } from "@/domain/measure/statistics/cohen-kappa";
import { fleissKappa } from "@/domain/measure/statistics/fleiss-kappa";
import { gwetAgreement, type Weighting } from "@/domain/measure/statistics/gwet";
import { krippendorffAlpha, type Metric } from "@/domain/measure/statistics/krippendorff";
import type { Ratings } from "@/domain/measure/statistics/rated-units";

/** Units from rows of raters, written with a dot where one did not rate. */
function units(...raters: string[]): Ratings {
  const rows = raters.map((row) => row.split(" ").map((mark) => (mark === "." ? null : Number(mark))));
  return (rows[0] ?? []).map((_, unit) => rows.map((row) => row[unit] ?? null));
}

/** Krippendorff's data C, in the manual of R's irr. */
const DATA_C = units(
  "1 2 3 3 2 1 4 1 2 . . .",
  "1 2 3 3 2 2 4 1 2 5 . 3",
  ". 3 3 3 2 3 4 2 2 5 1 .",
  "1 2 3 3 2 4 4 1 2 5 1 .",
);
/** The example of Wikipedia's article on Krippendorff's alpha. */
const WIKIPEDIA = units(
  ". . . . . 3 4 1 2 1 1 3 3 . 3",
  "1 . 2 1 3 3 4 3 . . . . . . .",
  ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
);
const OPTIONS = { seed: "agreement", draws: 1000 };
const FIVE = [1, 2, 3, 4, 5];

describe("Krippendorff's α", () => {
  // Data C: irr, nltk and fast-krippendorff agree. Wikipedia's: krippendorff 0.9.0 of PyPI.
  test.each<[string, Ratings, Metric, number]>([
    ["data C", DATA_C, "nominal", 0.743421052631579],
    ["data C", DATA_C, "ordinal", 0.8153875037548813],
    ["data C", DATA_C, "interval", 0.8491071428571428],
    ["data C", DATA_C, "ratio", 0.797402774711612],
    ["Wikipedia's data", WIKIPEDIA, "nominal", 0.691358024691358],
    ["Wikipedia's data", WIKIPEDIA, "ordinal", 0.8067214199413153],
    ["Wikipedia's data", WIKIPEDIA, "interval", 0.8108448928121059],
    ["Wikipedia's data", WIKIPEDIA, "ratio", 0.8089436707842471],
    ["a unit that one person rated (nltk)", units("1 1", "2 2", "2 ."), "nominal", -1 / 3],
  ])("of %s, %#: %s", (_, ratings, metric, alpha) => {
    expect(krippendorffAlpha(ratings, { metric, ...OPTIONS }).value).toBeCloseTo(alpha, 12);
  });

  test("has an interval from resampled units: .414 to 1 by 4,000 resamples with krippendorff 0.9.0", () => {
    const alpha = krippendorffAlpha(DATA_C, { metric: "nominal", seed: "interval" });
    if (alpha.value === null) throw new Error(alpha.reason);
    expect(Math.abs(alpha.low - 0.414)).toBeLessThan(0.05);
    expect(alpha.high).toBe(1);
    expect(alpha.n).toBe(11);
  });

  test.each<Metric>(["nominal", "ordinal", "interval", "ratio"])(
    "%s does not care who rated, or in what order",
    (metric) => {
      const { value } = krippendorffAlpha(DATA_C, { metric, ...OPTIONS });
      const turned = DATA_C.map((unit, i) => [...unit.slice(i % 4), ...unit.slice(0, i % 4)]).reverse();
      expect(krippendorffAlpha(turned, { metric, ...OPTIONS }).value).toBeCloseTo(value ?? Number.NaN, 12);
    },
  );

  test("is unknown, not 1, when there is nothing to tell agreement from", () => {
    expect(krippendorffAlpha(units("1 1 1", "1 1 1"), { metric: "nominal", ...OPTIONS })).toEqual({
      value: null,
      reason: "All answers are the same, so agreement cannot be told from habit.",
    });
    expect(krippendorffAlpha(units("1 2", ". ."), { metric: "nominal", ...OPTIONS }).value).toBeNull();
    expect(krippendorffAlpha([], { metric: "nominal", ...OPTIONS }).value).toBeNull();
  });

  test("with no disagreement seen is 1, but not certainly so", () => {
    const ratings: Ratings = Array.from({ length: 40 }, (_, i) => [i % 2, i % 2]);
    // Clopper-Pearson: 0 of 40 leaves 0.0881 possible.
    const low = 1 - (clopperPearson(0, 40)?.high ?? 1);
    expect(low).toBeCloseTo(0.9119, 4);
    const agreed = { value: 1, low, high: 1, n: 40 };
    expect(krippendorffAlpha(ratings, { metric: "nominal", ...OPTIONS })).toEqual(agreed);
    expect(gwetAgreement(ratings, { categories: [0, 1], ...OPTIONS })).toMatchObject(agreed);
  });
});

describe("Gwet's agreement", () => {
  // irrCAC 0.4.4 of PyPI, raw ratings, weights identity, linear and quadratic.
  test.each<[Weighting, number, number, number, number]>([
    ["none", 0.7754440681, 0.8181818182, 0.1903211806, 0.1429499506],
    ["linear", 0.8587391364, 0.9393939394, 0.5709635417, 0.1173290219],
    ["quadratic", 0.9140007236, 0.9753787879, 0.7137044271, 0.1039622446],
  ])("of data C, weights %s", (weighting, value, agreement, chance, standardError) => {
    const gwet = gwetAgreement(DATA_C, { categories: FIVE, weighting, ...OPTIONS });
    if (gwet.value === null) throw new Error(gwet.reason);
    expect(gwet.value).toBeCloseTo(value, 9);
    expect(gwet.agreement).toBeCloseTo(agreement, 9);
    expect(gwet.chance).toBeCloseTo(chance, 9);
    expect(gwet.standardError).toBeCloseTo(standardError, 9);
    expect(gwet.low).toBeLessThan(value);
    expect(gwet.high).toBeGreaterThan(value);
  });

  test("stands where α collapses: nearly everything is of one kind", () => {
    const rare: Ratings = [...Array.from({ length: 96 }, () => [0, 0]), [0, 1], [1, 0], [0, 1], [1, 0]];
    const alpha = krippendorffAlpha(rare, { metric: "nominal", ...OPTIONS });
    const gwet = gwetAgreement(rare, { categories: [0, 1], ...OPTIONS });
    expect(alpha.value).toBeLessThan(0);
    expect(gwet.value).toBeGreaterThan(0.95);
  });

  test("is unknown without a unit that two rated, and refuses what is not on the scale", () => {
    expect(gwetAgreement(units("1 2", ". ."), { categories: FIVE, ...OPTIONS }).value).toBeNull();
    expect(() => gwetAgreement(units("9", "9"), { categories: FIVE, ...OPTIONS })).toThrow(RangeError);
  });
});

describe("Cohen's κ", () => {
  // statsmodels' test_inter_rater.py (SAS for the first two), and statsmodels 0.15 for the third.
  test.each<[Weighting, number, number, number, number, number]>([
    ["none", 0.4842, 0.138, 3.2626, 0.2137, 0.7547],
    ["linear", 0.4701, 0.1457, 3.2971, 0.1845, 0.7558],
    ["quadratic", 0.4501607717, 0.1922326634, 2.3954983258, 0.0733916749, 0.8269298685],
  ])("with errors, weights %s", (weighting, value, error, z, low, high) => {
    const kappa = cohenKappa(
      [
        [0, 4, 1],
        [0, 8, 0],
        [0, 1, 5],
      ],
      { weighting },
    );
    if (kappa.value === null) throw new Error(kappa.reason);
    const got = [kappa.value, kappa.standardError, kappa.z, kappa.low, kappa.high];
    [value, error, z, low, high].forEach((expected, i) => {
      expect(got[i]).toBeCloseTo(expected, 3);
    });
  });

  const TIERS = [
    [46, 0, 0],
    [4, 40, 0],
    [0, 0, 10],
  ];
  // R's irr, kappa2(anxiety[, 2:3]); its table has the levels that were used, by their places.
  const ANXIETY = [
    [0, 0, 1, 0, 0],
    [4, 0, 1, 0, 0],
    [2, 3, 3, 0, 0],
    [0, 2, 0, 1, 1],
    [1, 0, 0, 1, 0],
  ];
  test.each<[string, number[][], Weighting, number, number]>([
    [
      "two by two (sklearn)",
      [
        [20, 20],
        [10, 50],
      ],
      "none",
      0.347826087,
      9,
    ],
    [
      "three categories (sklearn)",
      [
        [46, 0, 0],
        [6, 32, 6],
        [0, 0, 10],
      ],
      "none",
      0.8013,
      4,
    ],
    ["three categories (sklearn)", TIERS, "none", 0.9315, 4],
    ["three categories (sklearn)", TIERS, "linear", 0.9412, 4],
    ["three categories (sklearn)", TIERS, "quadratic", 0.9541, 4],
    ["anxiety (irr)", ANXIETY, "none", -0.006289308, 9],
    ["anxiety (irr)", ANXIETY, "linear", 0.1459075, 7],
    ["anxiety (irr)", ANXIETY, "quadratic", 0.2520325, 7],
  ])("of %s, %#", (_, table, weighting, value, digits) => {
    expect(cohenKappa(table, { weighting }).value).toBeCloseTo(value, digits);
  });

  test("is told from chance by irr's z", () => {
    const weightings: Weighting[] = ["none", "linear", "quadratic"];
    const z = weightings.map((weighting) => {
      const kappa = cohenKappa(ANXIETY, { weighting });
      return kappa.value === null ? Number.NaN : Number(kappa.z.toFixed(6));
    });
    expect(z).toEqual([-0.060407, 1.282472, 1.437451]);
  });

  test("is unknown when both gave one answer only", () => {
    expect(
      cohenKappa([
        [5, 0],
        [0, 0],
      ]).value,
    ).toBeNull();
    expect(
      cohenKappa([
        [0, 0],
        [0, 0],
      ]).value,
    ).toBeNull();
    expect(() => cohenKappa([[1, 2]])).toThrow(RangeError);
  });
});

describe("Fleiss' κ", () => {
  const WIKIPEDIA_TABLE = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];
  // Wikipedia's table, and statsmodels' test_inter_rater.py.
  test.each<[number[][], "observed" | "uniform", number, number]>([
    [WIKIPEDIA_TABLE, "observed", 0.2099307044, 9],
    [
      [
        [7, 1],
        [3, 5],
      ],
      "observed",
      0.161905,
      6,
    ],
    [
      [
        [7, 1],
        [3, 5],
      ],
      "uniform",
      0.214286,
      6,
    ],
    [
      [
        [6, 1, 0],
        [0, 7, 0],
      ],
      "observed",
      0.708333,
      6,
    ],
    [
      [
        [6, 1, 0],
        [0, 7, 0],
      ],
      "uniform",
      0.785714,
      6,
    ],
    [
      [
        [7, 0],
        [0, 7],
      ],
      "observed",
      1,
      12,
    ],
  ])("%#", (table, chance, value, digits) => {
    expect(fleissKappa(table, { chance, ...OPTIONS }).value).toBeCloseTo(value, digits);
  });

  /** Six psychiatrists' diagnoses of thirty patients (Fleiss 1971), a word for each patient. */
  const DIAGNOSES =
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 " +
    "333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555";

  test("of Fleiss's own data is .4302 (R's irr)", () => {
    const table = DIAGNOSES.split(" ").map((word) => FIVE.map((kind) => word.split(String(kind)).length - 1));
    expect(FIVE.map((_, kind) => table.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0))).toEqual([
      26, 26, 30, 55, 43,
    ]);
    expect(fleissKappa(table, OPTIONS).value).toBeCloseTo(0.4302445, 7);
  });

  test("needs as many raters for each unit", () => {
    expect(
      fleissKappa(
        [
          [2, 0],
          [1, 0],
        ],
        OPTIONS,
      ).value,
    ).toBeNull();
    expect(
      fleissKappa(
        [
          [2, 0],
          [2, 0],
        ],
        OPTIONS,
      ).value,
    ).toBeNull();
  });
});
