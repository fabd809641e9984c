import { describe, expect, test } from "vitest";
import { createRandom } from "@/domain/measure/statistics/random";
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
});
