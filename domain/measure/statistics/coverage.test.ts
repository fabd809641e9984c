import { describe, expect, test } from "vitest";
import { createRandom } from "@/domain/measure/statistics/random";
import { estimateRecall, type RecallEstimate } from "@/domain/measure/statistics/recall";
import { stratifiedTotal } from "@/domain/measure/statistics/stratified";
import { drawBinomial } from "@/domain/measure/statistics/variates";

/** Strata as [size, reviewed, true share], and how often Wald's interval held the truth in a run of 4,000 elsewhere. */
type World = { strata: [number, number, number][]; wald: number };

const FOUND = 3600;
const RUNS = 1500;
const WORLDS: [string, World][] = [
  [
    "misses are not rare",
    {
      strata: [
        [2000, 400, 0.05],
        [92_500, 1000, 0.003],
      ],
      wald: 0.884,
    },
  ],
  [
    "misses are rare",
    {
      strata: [
        [2000, 400, 0.02],
        [92_500, 1000, 0.0005],
      ],
      wald: 0.447,
    },
  ],
  [
    "the sample is small",
    {
      strata: [
        [2000, 400, 0.05],
        [92_500, 300, 0.003],
      ],
      wald: 0.594,
    },
  ],
  ["there is one stratum", { strata: [[92_500, 1000, 0.0005]], wald: 0.391 }],
];

/** Draws the world RUNS times, estimates its recall each time, and counts which intervals hold the truth. */
function cover({ strata }: World, seed: string) {
  const random = createRandom(seed);
  const known = new Map<string, { estimate: RecallEstimate; wald: number }>();
  const held = { jeffreys: 0, promised: 0, lower: 0, wald: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const positives = strata.map(([, reviewed, share]) => drawBinomial(random, reviewed, share));
    // A simple random sample of a population of independent conversations leaves the rest as independent.
    const hidden = strata.map(([size, reviewed, share]) => drawBinomial(random, size - reviewed, share));
    const truth = FOUND / (FOUND + [...positives, ...hidden].reduce((sum, count) => sum + count, 0));
    const key = positives.join();
    const sampled = strata.map(([size, reviewed], i) => ({
      name: `${i}`,
      size,
      reviewed,
      positive: positives[i] ?? 0,
    }));
    if (!known.has(key)) {
      const estimate = estimateRecall(FOUND, sampled, { seed: "coverage", draws: 1000 });
      if (estimate.value === null) throw new Error(estimate.reason);
      const { total, variance } = stratifiedTotal(sampled) ?? { total: 0, variance: 0 };
      known.set(key, { estimate, wald: (1.96 * FOUND * Math.sqrt(variance ?? 0)) / (FOUND + total) ** 2 });
    }
    const seen = known.get(key);
    if (seen === undefined) throw new Error("It was just put there.");
    const { estimate, wald } = seen;
    held.jeffreys += Number(estimate.low <= truth && truth <= estimate.high);
    held.promised += Number(estimate.floor <= truth && truth <= estimate.ceiling);
    held.lower += Number(estimate.low <= truth);
    held.wald += Number(Math.abs(truth - estimate.value) <= wald);
  }
  return held;
}

describe("the interval of recall holds the truth", () => {
  test.each(WORLDS)("when %s", (name, world) => {
    const held = cover(world, name);
    expect(held.jeffreys / RUNS).toBeGreaterThan(0.9);
    expect(held.lower / RUNS).toBeGreaterThan(0.94);
    expect(held.promised / RUNS).toBeGreaterThan(0.97);
    // The interval that is not used: the reason for the others.
    expect(Math.abs(held.wald / RUNS - world.wald)).toBeLessThan(0.05);
  });
});
