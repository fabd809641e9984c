import { describe, expect, test } from "vitest";
import { createRandom } from "@/domain/measure/statistics/random";
import { drawBeta, drawBinomial } from "@/domain/measure/statistics/variates";

const DRAWS = 40_000;

/** The mean and the variance of many draws. */
function momentsOf(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
}

describe("seeded chances", () => {
  test("are the same everywhere and later: figures that were published must come out again", () => {
    const random = createRandom("vigil");
    expect([random(), random(), random()]).toEqual([0.013392601045779884, 0.7686980854487047, 0.12390277499798685]);
  });

  test("fill 256 equal parts evenly, and streams of near seeds have nothing in common", () => {
    const [random, one, other] = ["even", "source 1", "source 2"].map(createRandom);
    const parts = new Array<number>(256).fill(0);
    let together = 0;
    for (let i = 0; i < 256 * 200; i += 1) {
      const part = Math.floor((random?.() ?? 0) * 256);
      parts[part] = (parts[part] ?? 0) + 1;
      together += ((one?.() ?? 0) - 0.5) * ((other?.() ?? 0) - 0.5) * 12;
    }
    // χ² with 255 degrees of freedom lies between 170 and 352 but for one seed in ten thousand.
    const square = parts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(square).toBeGreaterThan(170);
    expect(square).toBeLessThan(352);
    expect(Math.abs(together / (256 * 200))).toBeLessThan(4 / Math.sqrt(256 * 200));
  });
});

describe("draws have the mean and the variance of their distribution", () => {
  test.each([
    [0.5, 1000.5],
    [3.5, 997.5],
    [0.5, 0.5],
    [40, 2],
  ])("beta of %f and %f", (a, b) => {
    const random = createRandom(`beta ${a} ${b}`);
    const { mean, variance } = momentsOf(() => drawBeta(random, a, b));
    const expected = (a * b) / ((a + b) ** 2 * (a + b + 1));
    expect(Math.abs(mean - a / (a + b))).toBeLessThan(4 * Math.sqrt(expected / DRAWS));
    expect(variance / expected).toBeGreaterThan(0.94);
    expect(variance / expected).toBeLessThan(1.06);
  });

  test.each([
    [91_500, 0.00002],
    [1000, 0.009],
    [91_500, 0.003],
    [40, 0.4],
    [40, 0.93],
    [1, 0.5],
  ])("binomial of %i at %f", (n, p) => {
    const random = createRandom(`binomial ${n} ${p}`);
    const { mean, variance } = momentsOf(() => drawBinomial(random, n, p));
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt((n * p * (1 - p)) / DRAWS));
    expect(variance / (n * p * (1 - p))).toBeGreaterThan(0.96);
    expect(variance / (n * p * (1 - p))).toBeLessThan(1.04);
  });

  test("and no chance or certainty is no draw at all", () => {
    const random = createRandom("edges");
    expect([drawBinomial(random, 9, 0), drawBinomial(random, 9, 1), drawBinomial(random, 0, 0.5)]).toEqual([0, 9, 0]);
  });
});
