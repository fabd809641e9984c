/** A small edition of the simulated year (`npm run bench -- year`): what is claimed of recall, by known truth. */
import { createSecretKey } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { createRandom } from "@/domain/measure/statistics/random";
import { readTwice } from "@/domain/measure/testing/answer-year";
import { drawFacts, drawYear, type YearGroup } from "@/domain/measure/testing/draw-year";
import { CLAIMS, type ClaimRow, judgeYear, summariseYears } from "@/domain/measure/testing/judge-year";
import { FAULTLESS, PEOPLE, WEEKS, YEAR, type YearPlan } from "@/domain/measure/testing/year-plan";
import { inclusionProbability } from "@/domain/triage/sampling/sampling-rates";
import { stratumOf } from "@/domain/triage/sampling/strata";
import { chanceOf } from "@/lib/crypto/chance";

/** A tenth of the conversations, of which more are read: about as much is known as in the large one. */
const SMALL: YearPlan = {
  ...YEAR,
  conversations: 100_000,
  ratesIn: (week) => ({ ...YEAR.ratesIn(week), split: 1, keyword: 0.8, rest: week < WEEKS / 2 ? 0.1 : 0.2 }),
};
const YEARS = 12;

let rows: Record<keyof typeof CLAIMS, ClaimRow>;
beforeAll(() => {
  const judged = Array.from({ length: YEARS }, (_, seed) => judgeYear(`${seed}`, SMALL, 300)).flat();
  const table = summariseYears(judged);
  rows = Object.fromEntries(Object.keys(CLAIMS).map((claim, i) => [claim, table[i]])) as typeof rows;
});

test("the truth lies in the interval, also of a quarter, and where people come upon misses by other ways", () => {
  // Of 12 intervals at 95 % fewer than 10 hold the truth in one of fifty runs; the seeds are fixed.
  for (const claim of ["plain", "quarter", "comeUpon", "byHand", "twice"] as const) {
    expect(rows[claim], claim).toMatchObject({ years: YEARS, unknown: 0, floorBroken: 0 });
    expect(rows[claim].held, claim).toBeGreaterThanOrEqual(10);
    expect(Math.abs((rows[claim].value ?? Number.NaN) - rows[claim].truth), claim).toBeLessThan(0.015);
  }
});

test("a desk that reviews only flags takes itself for nearly perfect", () => {
  expect(rows.plain.truth).toBeLessThan(0.87);
  expect(rows.plain.flagsOnly).toBeGreaterThan(0.98);
});

test("people who err make recall too low, and taking their error out puts it right", () => {
  expect(rows.err.held).toBe(0);
  expect(rows.err.value).toBeLessThan(rows.err.truth - 0.1);
  expect(rows.known.held).toBeGreaterThanOrEqual(10);
  expect(rows.thousand.held + rows.thousand.unknown).toBeGreaterThanOrEqual(10);
  expect(rows.thousand.width).toBeGreaterThan(rows.known.width ?? Number.NaN);
});

test("a second reading leaves what one person sees wrongly to one in ten thousand", () => {
  expect(readTwice(FAULTLESS)).toEqual(FAULTLESS);
  expect(1 - readTwice(PEOPLE).specificity).toBeCloseTo(2 * 0.005 ** 2, 6);
});

test("counts of conversations that are drawn together are those of conversations drawn one by one", () => {
  const rates = SMALL.ratesIn(0);
  const groups = drawYear("one by one", { ...SMALL, conversations: 30_000, ratesIn: () => rates });
  const random = createRandom("one by one");
  const key = createSecretKey(Buffer.from("of one by one"));
  const clear = groups.filter((group) => group.side === "clear" && !group.atRisk);
  const count = (of: readonly YearGroup[]) => of.reduce((sum, { n }) => sum + n, 0);
  let single = 0;
  for (let i = 0; i < count(clear); i += 1) {
    const sourceId = SMALL.sources[random() < 0.92 ? 0 : 2]?.id ?? "";
    const stratum = stratumOf(drawFacts(random, SMALL, false));
    single += Number(chanceOf(key, `${i}`) < inclusionProbability(rates, { stratum, sourceId, language: null }));
  }
  // Both are near 3,600, give or take eighty.
  const together = count(clear.filter((group) => group.side === "clear" && group.drawn));
  expect([together, single].every((drawn) => drawn > 3_000)).toBe(true);
  expect(Math.abs(together - single)).toBeLessThan(300);
});
