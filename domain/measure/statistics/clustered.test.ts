import { expect, test } from "vitest";
import { type Cluster, clusteredShare } from "@/domain/measure/statistics/clustered";
import { createRandom } from "@/domain/measure/statistics/random";
import { drawBeta, drawBinomial } from "@/domain/measure/statistics/variates";
import { wilsonOfShare } from "@/domain/measure/statistics/wilson";

const times = (count: number, hits: number, n: number): Cluster[] => Array(count).fill({ hits, n });

test.each<[string, Cluster[], effective: number]>([
  ["none", [], 0],
  ["an answer each, as many as there are", [...times(7, 1, 1), ...times(3, 0, 1)], 10],
  ["all of them alike, one for each cluster", times(6, 4, 4), 6],
  ["one cluster, one", [{ hits: 9, n: 10 }], 1],
  // By hand: squares of 6.4 in 1,600, times 10/9, over .09/39: a design effect of 1.9259; t² of 39 and of 9: 4.0913 / 5.1174.
  ["some that go together", [...times(8, 4, 4), ...times(2, 2, 4)], 16.605],
  ["two that say the reverse, never fewer than one", [...times(1, 10, 10), ...times(1, 0, 10)], 1],
  ["more alike than by chance, never more than there are", times(10, 2, 4), 40],
])("counts answers of %s", (_, clusters, effective) => {
  expect(clusteredShare(clusters).effective).toBeCloseTo(effective, 2);
});

test.each([0.05, 0.1, 0.2])("holds the truth where answers to 50 cases go together by %s", (rho) => {
  const random = createRandom(`clustered/${rho}`);
  const [truth, spread, runs] = [0.92, 1 / rho - 1, 400];
  let [held, naive] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const made = Array.from({ length: 50 }, () => {
      const ease = drawBeta(random, truth * spread, (1 - truth) * spread);
      return { hits: drawBinomial(random, 40, ease), n: 40 };
    });
    const { hits, n, effective } = clusteredShare(made);
    const holds = (by: number) => {
      const { low, high } = wilsonOfShare(hits / n, by);
      return low <= truth && truth <= high;
    };
    held += Number(holds(effective));
    naive += Number(holds(n));
  }
  // 95 % is claimed, less four times what chance moves it by; all for independent they would be far below.
  expect(held / runs).toBeGreaterThan(0.905);
  expect(naive / runs).toBeLessThan(0.8);
});
