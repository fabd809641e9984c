/** Dismissals in tier 0 that wait for a second person, by hand. */
import { expect, it } from "vitest";
import { buildReport } from "@/domain/measure/figures/build-report";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { independentShare } from "@/domain/measure/statistics/clustered";
import { wilson } from "@/domain/measure/statistics/wilson";

const base = { key: null, provisional: false, visibility: null, overturn: null };
const flag = { ...base, outcome: "risk", tier: 0, stratum: null, probability: null } as const;
const rest = { ...base, outcome: "none", tier: null, stratum: "rest", probability: 1 } as const;
const CONFIRMED: CountRow = { ...flag, answer: "risk", n: 24 };
const READ: CountRow[] = [
  { ...rest, answer: "risk", n: 8 },
  { ...rest, answer: "none", n: 92 },
];
const gold = { asked: 0, risk: independentShare(0, 0), none: independentShare(0, 0) };
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };
const report = (rows: CountRow[]) =>
  buildReport({ rows: [...rows, ...READ], unread: 0, freshness, gold, readTwice: [] }, { draws: 500 });

it("counts by the first word, or tier 0 would consist of what was confirmed; and says so", () => {
  const { figures, missing, conversations } = report([CONFIRMED, { ...flag, answer: "waits", n: 16 }]);
  expect(figures.precision).toMatchObject(wilson(24, 40) ?? {});
  // 24 found of 40, not 40 by taking those that wait for the others; 8 missed.
  expect(figures.recall.value).toBeCloseTo(24 / 32, 10);
  expect(conversations.flagged).toMatchObject({ tp: 24, fp: 0, waits: 16, open: 0 });
  const said = missing.join(" ");
  expect(said).toContain("16 decisions take a flagged conversation out of tier 0 and wait for a second person.");
  expect(said).not.toContain("not decided yet");
});

it("takes what nobody has decided on to be like the others as before", () => {
  const { figures, missing } = report([CONFIRMED, { ...flag, answer: "open", n: 16 }]);
  expect(figures.precision).toMatchObject(wilson(24, 24) ?? {});
  expect(figures.recall.value).toBeCloseTo(40 / 48, 10);
  expect(missing.join(" ")).toContain("16 flagged conversations of 40 are not decided yet");
});
