/** The report from counts, by hand: flags by tier, and what somebody came upon. */
import { expect, test } from "vitest";
import { buildReport } from "@/domain/measure/figures/build-report";
import { type CountRow, onlyMade } from "@/domain/measure/figures/load-counts";
import { independentShare } from "@/domain/measure/statistics/clustered";

const base = { key: null, provisional: false, visibility: null, overturn: null } as const;
const flag = (tier: number | null, answer: CountRow["answer"], n: number): CountRow => ({
  ...{ ...base, outcome: "risk", tier, answer, n, stratum: null, probability: null },
});
const clear = (stratum: string, answer: CountRow["answer"], n: number, of: Partial<CountRow> = {}): CountRow => ({
  ...{ ...base, outcome: "none", tier: null, answer, n, stratum, probability: 0.1, ...of },
});
const gold = { asked: 0, risk: independentShare(0, 0), none: independentShare(0, 0) };
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };
const reportOf = (rows: readonly CountRow[]) =>
  buildReport({ rows, unread: 0, freshness, gold, readTwice: [] }, { draws: 500, brief: true });

const FLAGS = [
  ...[flag(0, "risk", 90), flag(0, "none", 10), flag(1, "risk", 320), flag(1, "none", 80)],
  ...[flag(2, "risk", 90), flag(2, "none", 210), flag(2, "waits", 1_200)],
  ...[flag(3, "risk", 10), flag(3, "none", 90), flag(3, "waits", 3_900)],
];
const REST = [clear("rest", "risk", 50), clear("rest", "none", 950), clear("rest", "unasked", 19_000)];

test("one flag without a tier, or waiting alone in one, leaves the other tiers as they are", () => {
  // 90 + 320 + 1,500·90/300 + 4,000·10/100 = 1,260 found; 20,000·50/1,000 = 1,000 missed.
  expect(reportOf([...FLAGS, ...REST]).figures.recall.value).toBeCloseTo(1_260 / 2_260, 10);
  const one = reportOf([...FLAGS, flag(null, "open", 1), ...REST]);
  expect(one.figures.recall.value).toBeCloseTo(1_260.1 / 2_260.1, 10);
  const [tierTwo, others] = [FLAGS.filter(({ tier }) => tier === 2), FLAGS.filter(({ tier }) => tier !== 2)];
  // A flag that waits alone in tier 2 is taken to be like those of tier 3.
  expect(reportOf([...others, flag(2, "waits", 1), ...REST]).figures.recall.value).toBeCloseTo(810.1 / 1_810.1, 10);
  expect(tierTwo).toHaveLength(3);
  // Without one answer in any tier nothing is known of any.
  expect(reportOf([flag(0, "open", 5), flag(1, "open", 5), ...REST]).figures.recall.value).toBeNull();
});

const BY_HAND = { cameInto: "keyword", visibility: "shown" } as const;
const KEYWORD = [
  ...[clear("keyword", "risk", 50), clear("keyword", "none", 450), clear("keyword", "unasked", 1_500)],
  ...[clear("seen", "risk", 300, BY_HAND), clear("seen", "none", 2_700, BY_HAND)],
];

test("what is read by hand beside the draw stays in its cell, and what came into no draw is counted beside", () => {
  const strays = clear("seen", "risk", 2, { probability: null });
  const { figures, recall } = reportOf([flag(0, "risk", 3_000), ...KEYWORD, strays]);
  expect(figures.recall.value).toBeCloseTo(3_000 / (3_000 + 500 + 2), 10);
  expect(figures.elusion.value).toBeCloseTo(502 / 5_002, 10);
  expect(recall.strata).toMatchObject([
    {
      stratum: "keyword",
      probability: 0.1,
      size: 5_000,
      drawn: 500,
      reviewed: 500,
      positive: 50,
      missed: { value: 500 },
    },
    { stratum: "seen", probability: null, size: 2, reviewed: 2, positive: 2, missed: { value: 2, low: 2, high: 2 } },
  ]);
  expect(recall.strata[0]?.missed.means).toContain("came upon 3,000 of them beside the draw, 300 with a risk");
});

test("asked for blind answers alone, what was come upon goes back to where it came from as never asked", () => {
  const rows = KEYWORD.map((row) => onlyMade(row, "blind"));
  const [stratum] = reportOf(rows).recall.strata;
  expect(stratum).toMatchObject({ stratum: "keyword", size: 5_000, reviewed: 500, positive: 50 });
  expect(reportOf(rows).conversations.clear.unasked).toBe(1_500 + 3_000);
});
