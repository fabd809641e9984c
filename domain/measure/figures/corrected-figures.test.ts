/** Figures with the error of reviewers taken out, by hand. */
import { expect, it } from "vitest";
import { buildReport } from "@/domain/measure/figures/build-report";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { ReadTwice } from "@/domain/measure/figures/read-twice";
import { clusteredShare, independentShare } from "@/domain/measure/statistics/clustered";

const base = { key: null, provisional: false, visibility: null, overturn: null };
const flag = { ...base, outcome: "risk", tier: 1, stratum: null, probability: null } as const;
const rest = { ...base, outcome: "none", tier: null, stratum: "rest", probability: 0.1 } as const;
const ROWS: CountRow[] = [
  { ...flag, answer: "risk", n: 600 },
  { ...flag, answer: "none", n: 400 },
  { ...rest, answer: "risk", n: 100 },
  { ...rest, answer: "none", n: 900 },
  { ...rest, answer: "unasked", n: 9_000 },
];
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check: null };
const report = (gold: GoldError, options = {}, readTwice: ReadTwice[] = []) =>
  buildReport({ rows: ROWS, unread: 0, freshness, gold, readTwice }, { draws: 2000, ...options });
const corrected = (...args: Parameters<typeof report>) => report(...args).corrected;
const error = (found: number, cleared: number, n = 100): GoldError => ({
  asked: 2 * n,
  risk: independentShare(found, n),
  none: independentShare(cleared, n),
});

it("takes the errors out of precision, recall and prevalence, and is less sure of them", () => {
  const { precision, recall, prevalence, sensitivity, specificity } = corrected(error(90, 95));
  expect([sensitivity.value, specificity.value]).toEqual([0.9, 0.95]);
  // By hand: (.6 − .05)/.85 of 1,000 flags, (.1 − .05)/.85 of 10,000 others.
  const [found, missed] = [(1000 * 0.55) / 0.85, (10_000 * 0.05) / 0.85];
  expect(precision.value).toBeCloseTo(found / 1000, 10);
  expect(recall.value).toBeCloseTo(found / (found + missed), 10);
  expect(prevalence.value).toBeCloseTo((found + missed) / 11_000, 10);
  expect(recall.means).toContain("found 90 of 100 risks, and saw one in 5 of 100 cases without");
  const sure = corrected(error(9_000, 9_500, 10_000));
  for (const name of ["precision", "recall", "prevalence"] as const) {
    const [few, many] = [corrected(error(90, 95))[name], sure[name]];
    if (few.value === null || many.value === null) throw new Error("Both are known.");
    expect(few.high - few.low, name).toBeGreaterThan(1.2 * (many.high - many.low));
  }
});

it("says why not where it is not known how often reviewers err, or their errors explain all that they saw", () => {
  expect(corrected(error(9, 9, 9)).recall).toMatchObject({
    value: null,
    reason: expect.stringMatching(/fewer than 10/),
  });
  expect(corrected(error(40, 50)).recall).toMatchObject({ value: null, reason: expect.stringMatching(/than chance/) });
  const { recall, prevalence } = corrected(error(99, 85));
  expect(recall).toMatchObject({ value: null, reason: expect.stringMatching(/do not fit what they decided/) });
  expect(prevalence).toMatchObject({ value: null, reason: expect.stringMatching(/may be their errors/) });
  const noUnflagged = "No tiers here.";
  expect(corrected(error(90, 95), { noUnflagged }).recall).toMatchObject({ value: null, reason: noUnflagged });
});

it("warns where the error of reviewers moves recall out of its interval, and only there", () => {
  const warning = /takes every answer to be right/;
  expect(report(error(9_000, 9_500, 10_000)).missing.join(" ")).toMatch(warning);
  expect(report(error(9_990, 9_990, 10_000)).missing.join(" ")).not.toMatch(warning);
  expect(report(error(9, 9, 9)).missing.join(" ")).not.toMatch(warning);
});

it("takes no error of one reader out of what two have read, and does not ask for what was done", () => {
  const twice = (flagged: number, clear: number): ReadTwice[] => [
    { flagged: true, provisional: false, n: flagged },
    { flagged: false, provisional: false, n: clear },
  ];
  const all = report(error(9_000, 9_500, 10_000), {}, twice(600, 100));
  for (const name of ["precision", "recall", "prevalence"] as const)
    expect(all.corrected[name], name).toMatchObject({
      value: null,
      reason: expect.stringMatching(/^100% of the stated risks were read by a second person as well: .* twice\.$/),
    });
  expect(all.missing.join(" ")).not.toMatch(/second person/);
  // By hand: .05 of the unflagged would be taken out of the .1 that was found, of which 9 % or 11 % were read twice.
  expect(corrected(error(90, 95), {}, twice(0, 9)).recall.value).not.toBeNull();
  const some = corrected(error(90, 95), {}, twice(0, 11));
  expect(some.recall).toMatchObject({ value: null, reason: expect.stringMatching(/^11% .* one person stated alone/) });
  expect(some.prevalence.value).toBeNull();
  expect(some.precision.value).not.toBeNull();
  // Of flags .05 in .6: with 59 % read twice it matters little, with 61 % too much.
  expect(corrected(error(90, 95), {}, twice(354, 0)).precision.value).not.toBeNull();
  expect(corrected(error(90, 95), {}, twice(366, 0)).precision.value).toBeNull();
});

it("takes what several people say of one reference case for less than so many answers, and of few cases for nothing", () => {
  const [found, all] = [
    { hits: 4, n: 4 },
    { hits: 2, n: 4 },
  ];
  const risk = clusteredShare([...Array(8).fill(found), ...Array(2).fill(all)]);
  const clustered: GoldError = { asked: 140, risk, none: independentShare(95, 100) };
  const [alone, together] = [corrected({ ...clustered, risk: independentShare(36, 40) }), corrected(clustered)];
  expect(together.sensitivity).toMatchObject({
    value: 0.9,
    n: 40,
    means: expect.stringContaining("40 answers to 10 "),
  });
  // By hand: Wilson's interval of 90 % of 16.605.
  expect((together.sensitivity as { low: number }).low).toBeCloseTo(0.6747, 4);
  expect((together.sensitivity as { high: number }).high).toBeCloseTo(0.975, 4);
  expect(together.recall.value).toBe(alone.recall.value);
  const width = ({ recall }: typeof alone) => (recall.value === null ? Number.NaN : recall.high - recall.low);
  expect(width(together)).toBeGreaterThan(width(alone));
  // Forty answers to nine cases, or to one.
  for (const cases of [9, 1]) {
    const few = clusteredShare(Array(cases).fill({ hits: 36, n: 40 }));
    expect(corrected({ ...clustered, risk: few }).recall).toMatchObject({ value: null });
  }
});
