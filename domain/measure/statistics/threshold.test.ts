import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "@/domain/measure/statistics/random";
import type { RateEstimate } from "@/domain/measure/statistics/rate-estimate";
import { type ScoredStratum, simulateCuts } from "@/domain/measure/statistics/threshold";

const OPTIONS = { seed: "cuts", draws: 1000 };

/** Scores 0 to 9; those that are flagged, from 6 on, are all read, and the rest with the chance `rate`. */
function desk(rate: number): { strata: ScoredStratum[]; truth: (cut: number) => { queue: number; recall: number } } {
  const random = createRandom("desk");
  const all = Array.from({ length: 20_000 }, () => {
    const score = Math.floor(10 * random() ** 3);
    return { score, positive: random() < (score / 12) ** 3, drawn: score >= 6 || random() < rate };
  });
  const stratum = (name: string, inside: (score: number) => boolean): ScoredStratum => ({
    name,
    scores: Array.from({ length: 10 }, (_, score) => ({
      score,
      count: inside(score) ? all.filter((item) => item.score === score).length : 0,
    })),
    answers: all.filter(({ score, drawn }) => inside(score) && drawn),
  });
  return {
    strata: [stratum("flagged", (score) => score >= 6), stratum("rest", (score) => score < 6)],
    truth: (cut) => {
      const positives = all.filter(({ positive }) => positive);
      return {
        queue: all.filter(({ score }) => score >= cut).length,
        recall: positives.filter(({ score }) => score >= cut).length / positives.length,
      };
    },
  };
}

const CUTS = [0, 3, 5, 6, 7, 9, 10];

describe("the threshold simulator", () => {
  test("is the plain confusion matrix at each cut when everything was read", () => {
    const { strata, truth } = desk(1);
    for (const { cut, queue, recall } of simulateCuts(strata, CUTS, OPTIONS)) {
      const expected = truth(cut);
      expect(queue).toBe(expected.queue);
      expect(recall).toMatchObject({ value: expected.recall, low: expected.recall, floor: expected.recall });
    }
  });

  test("finds from a sample what recall would be, and what it would cost", () => {
    const { strata, truth } = desk(0.1);
    const figures = simulateCuts(strata, CUTS, OPTIONS);
    const held = figures.filter(({ cut, recall }) => {
      if (recall.value === null) throw new Error(recall.reason);
      return recall.low <= truth(cut).recall && truth(cut).recall <= recall.high;
    });
    expect(held).toHaveLength(CUTS.length);
    expect(figures.map(({ queue }) => queue)).toEqual(CUTS.map((cut) => truth(cut).queue));
    const recalls = figures.map(({ recall }) => recall.value ?? Number.NaN);
    expect(recalls).toEqual([...recalls].sort((a, b) => b - a));
    expect(recalls[0]).toBe(1);
  });

  test("does not know the precision of an empty queue, nor recall where a stratum was never sampled", () => {
    const { strata } = desk(0.1);
    expect(simulateCuts(strata, [10], OPTIONS)[0]).toMatchObject({ queue: 0, precision: { value: null } });
    const unread = strata.map((stratum) => (stratum.name === "rest" ? { ...stratum, answers: [] } : stratum));
    const [low, high] = simulateCuts(unread, [3, 7], OPTIONS);
    expect(low?.recall.value).toBeNull();
    expect(low?.precision.value).toBeNull();
    expect(high?.recall.value).toBeNull();
    expect(high?.precision.value).toBeGreaterThan(0);
  });

  test("with no answer above a cut is unsure rather than certain", () => {
    const strata: ScoredStratum[] = [
      {
        name: "rest",
        scores: [
          { score: 1, count: 5000 },
          { score: 4, count: 8 },
        ],
        answers: Array.from({ length: 500 }, (_, i) => ({ score: 1, positive: i < 5 })),
      },
    ];
    const [figures] = simulateCuts(strata, [4], OPTIONS);
    expect(figures?.recall.value).toBe(0);
    if (figures?.recall.value === 0) expect(figures.recall.high).toBeGreaterThan(0.05);
  });

  test("takes answers that are alike together, and a cut that moves nothing as the one before it", () => {
    const { strata } = desk(0.1);
    const together = strata.map((stratum) => {
      const count = (score: number, positive: boolean) =>
        stratum.answers.filter((answer) => answer.score === score && answer.positive === positive).length;
      const kinds = Array.from({ length: 20 }, (_, i) => ({ score: Math.floor(i / 2), positive: i % 2 === 0 }));
      return { ...stratum, answers: kinds.map((kind) => ({ ...kind, count: count(kind.score, kind.positive) })) };
    });
    const figures = simulateCuts(together, CUTS, OPTIONS);
    expect(figures).toEqual(simulateCuts(strata, CUTS, OPTIONS));
    const [six, between] = simulateCuts(strata, [5.5, 6], OPTIONS);
    expect(between).toEqual({ ...six, cut: 6 });
    expect(() => simulateCuts(strata, [6, 5], OPTIONS)).toThrow(RangeError);
  });

  test("leaves an unread stratum out where it is declared negligible, and counts all of it as missed in the promise", () => {
    const unread = { name: "unread", scores: [{ score: 0, count: 10 }], answers: [] };
    const strata = [...desk(1).strata, unread];
    expect(simulateCuts(strata, [6], OPTIONS)[0]?.recall.value).toBeNull();
    const [{ recall } = { recall: null }] = simulateCuts(strata, [6], { ...OPTIONS, negligible: ["unread"] });
    const plain = desk(1).truth(6).recall;
    expect(recall).toMatchObject({ value: plain });
    if (recall?.value != null) expect(recall.floor).toBeLessThan(plain);
  });

  test("never lets recall rise with the cut, and holds each value in its interval, whatever was drawn", () => {
    const bin = fc
      .record({ unread: fc.nat(40), yes: fc.nat(3), no: fc.nat(6) })
      .map(({ unread, yes, no }) => ({ size: unread + yes + no, yes, no }));
    const stratum = fc.array(bin, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), (made) => {
        const strata = made.map((bins, i) => ({
          name: `${i}`,
          scores: bins.map(({ size }, score) => ({ score, count: size })),
          answers: bins.flatMap(({ yes, no }, score) => [
            { score, positive: true, count: yes },
            { score, positive: false, count: no },
          ]),
        }));
        const known = simulateCuts(strata, [0, 1, 2, 3, 4, 5, 6], { seed: "any", draws: 50 }).flatMap(({ recall }) =>
          recall.value === null ? [] : [recall as RateEstimate],
        );
        for (const end of ["floor", "low", "value", "high", "ceiling"] as const) {
          const ends = known.map((recall) => recall[end]);
          expect(ends).toEqual([...ends].sort((a, b) => b - a));
        }
        for (const { low, value, high } of known)
          expect([low, value, high]).toEqual([low, value, high].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  test("puts in order what chance put out of order: 1 of 1 below looks worse than 2 of 101", () => {
    const strata: ScoredStratum[] = [
      {
        name: "rest",
        scores: [0, 1, 2].map((score) => ({ score, count: [1000, 1000, 100][score] ?? 0 })),
        answers: [
          { score: 0, positive: true },
          { score: 1, positive: true },
          { score: 1, positive: false, count: 99 },
          { score: 2, positive: true, count: 5 },
          { score: 2, positive: false, count: 5 },
        ],
      },
    ];
    // From 1 on: 1,100·6/110 = 60 caught, 1,000·1/1 missed. From 2 on: 100·5/10 = 50 caught, 2,000·2/101 missed.
    const [raw, late] = [60 / 1060, 50 / (50 + (2000 * 2) / 101)];
    const recalls = simulateCuts(strata, [1, 2], OPTIONS).map(({ recall }) => recall.value);
    expect(recalls[0]).toBeCloseTo(late, 10);
    expect(recalls[1]).toBeCloseTo(raw, 10);
  });
});
