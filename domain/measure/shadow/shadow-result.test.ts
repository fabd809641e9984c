import { describe, expect, test } from "vitest";
import type { ShadowTally } from "@/domain/measure/shadow/load-tallies";
import { shadowResult } from "@/domain/measure/shadow/shadow-result";
import { wilson } from "@/domain/measure/statistics/wilson";

const cost = { calls: 0, callsPerCase: null, promptTokens: null, completionTokens: null, p50Ms: null, p95Ms: null };

/** So many conversations of which the readings say this, and people that; a letter each: r(isk), n(one), u(nscored or undecided). */
function tally(said: string, n: number, given: Partial<ShadowTally> = {}): ShadowTally {
  const outcomes = { r: "risk", n: "none", u: "unscored" } as const;
  const [standing, shadow] = [...said].map((letter) => outcomes[letter as keyof typeof outcomes]);
  if (!standing || !shadow) throw new Error("two letters and one");
  const answer = ({ r: "risk", n: "none", u: "unasked" } as const)[said[2] as "r" | "n" | "u"];
  const tier = (outcome: string) => (outcome === "none" ? null : 1);
  return {
    ...{ standing, shadow, answer, n, standingTier: tier(standing), shadowTier: tier(shadow) },
    ...{ visibility: answer === "unasked" ? null : "blind", stratum: standing === "none" ? "rest" : null },
    probability: standing === "none" ? 0.1 : null,
    ...given,
  };
}

const resultOf = (rows: ShadowTally[], scope: "all" | "decided" | "unflagged" = "all", population = 1_000) =>
  shadowResult(rows, { population, scope, cost });

describe("a shadow run of 100 flagged and 400 others, of which one in ten were drawn", () => {
  const rows = [
    ...[tally("rrr", 50), tally("rrn", 20), tally("rnr", 5), tally("rnn", 25)],
    ...[tally("nrr", 3), tally("nrn", 1), tally("nru", 36), tally("nnr", 1), tally("nnn", 35), tally("nnu", 324)],
  ];
  const result = resultOf(rows);

  test("counts both against the decisions", () => {
    expect(result).toMatchObject({ read: 500, decided: 140, blind: 140 });
    expect(result.standing.confusion).toEqual({ tp: 55, fp: 45, fn: 4, tn: 36, unscoredRisk: 0, unscoredNone: 0 });
    expect(result.shadow.confusion).toEqual({ tp: 53, fp: 21, fn: 6, tn: 60, unscoredRisk: 0, unscoredNone: 0 });
  });

  test("tells the two apart by those that differ alone", () => {
    const { accuracy, recall, specificity } = result.comparison;
    expect(accuracy).toMatchObject({ cases: 140, onlyFirst: 6, onlySecond: 28 });
    expect(recall).toMatchObject({ cases: 59, onlyFirst: 5, onlySecond: 3 });
    expect(specificity).toMatchObject({ cases: 81, onlyFirst: 1, onlySecond: 25 });
  });

  test("weighs what was drawn: recall of what stood is 55 of 55 + 400·4/40, of the shadow (50 + 40·3/4) of that and its misses", () => {
    expect(result.standing.recall).toMatchObject({ value: 55 / (55 + 40), n: 140 });
    const [caught, missed] = [50 + (40 * 3) / 4, 5 + (360 * 1) / 36];
    expect(result.shadow.recall).toMatchObject({ value: caught / (caught + missed) });
    expect(result.shadow.precision).toMatchObject({ value: caught / (70 + 40) });
    for (const { recall } of [result.standing, result.shadow]) {
      if (recall.value === null) throw new Error("not known");
      expect(recall.low).toBeLessThan(recall.value);
      expect(recall.high).toBeGreaterThan(recall.value);
    }
  });

  test("says how large the queue would have been, for these and for all that fit", () => {
    expect(result.shadow.queue).toMatchObject({ cases: 110, tiers: [0, 110, 0, 0], estimate: { value: 220 } });
    const { low, high } = result.shadow.queue.estimate ?? { low: 0, high: 0 };
    const endless = wilson(110, 500) ?? { low: 0, high: 0 };
    expect(low).toBeGreaterThan(1_000 * endless.low);
    expect(high).toBeLessThan(1_000 * endless.high);
  });
});

describe("what is not known has no figure", () => {
  test.each<[string, ShadowTally[], "all" | "decided" | "unflagged", RegExp]>([
    ["nobody read what was not flagged", [tally("rrr", 3), tally("nnu", 9)], "all", /Nobody has read any of the 9/],
    ["only decided ones were read again", [tally("rrr", 3), tally("nnn", 9)], "decided", /Only decided/],
    ["only unflagged ones were read again", [tally("nnn", 9)], "unflagged", /Only unflagged/],
    ["nothing at risk was seen", [tally("rrn", 3), tally("nnn", 9)], "all", /nothing to recall/],
  ])("where %s", (_, rows, scope, reason) => {
    const { standing, shadow } = resultOf(rows, scope);
    for (const { recall } of [standing, shadow])
      expect(recall).toEqual({ value: null, reason: expect.stringMatching(reason) });
  });

  test("where nothing was read, and where it flagged nothing", () => {
    expect(resultOf([])).toMatchObject({ read: 0, cells: [], shadow: { queue: { cases: 0, estimate: null } } });
    expect(resultOf([tally("rnr", 1), tally("nnn", 1)]).shadow.precision).toEqual({
      value: null,
      reason: "It flagged no conversation.",
    });
  });
});

test("what could not be read is in the queue and in no share", () => {
  const result = resultOf([tally("urr", 2), tally("run", 3), tally("nnn", 5)]);
  expect(result.standing.queue.cases).toBe(5);
  expect(result.shadow.confusion).toMatchObject({ tp: 2, unscoredNone: 3 });
  expect(result.comparison.accuracy.cases).toBe(5);
});

test("a decision on other words than the readings saw is no answer to them", () => {
  const result = resultOf([tally("nru", 4, { answer: "changed" }), tally("nrr", 1)]);
  expect(result).toMatchObject({ decided: 1, cells: [{ n: 5, answers: { risk: 1, changed: 4 } }] });
});

describe("what stood is weighed as it was asked about", () => {
  test("flags by the tier that they had, and one that is next to nothing by its neighbour", () => {
    const tier = (said: string, n: number, standingTier: number | null) => tally(said, n, { standingTier });
    // Tier 0: all 90 of 100 decided. Tier 3: 10 of 100 answers stand for 400 and, with the one without a tier, 401 flags.
    const flags = [tier("rrr", 90, 0), tier("rrn", 10, 0), tier("rrr", 10, 3), tier("rrn", 90, 3), tier("rru", 300, 3)];
    const result = resultOf([...flags, tier("rru", 1, null), tally("nnn", 50), tally("nnr", 50)]);
    expect(result.standing.recall.value).toBeCloseTo((90 + 40.1) / (90 + 40.1 + 50), 10);
  });

  test("what somebody came upon by the sample of its own cell", () => {
    const rows = [tally("rrr", 860), tally("nrr", 5), tally("nrn", 5), tally("nru", 90), tally("nnn", 100)];
    const before = resultOf(rows, "all", 5_000).shadow.precision.value;
    // Of the 90 that only the shadow flags 40 are opened by hand: the sample says as much of them as it did.
    const byHand = (said: string, n: number) =>
      tally(said, n, { stratum: "seen", cameInto: "rest", visibility: "shown" });
    const opened = [
      ...rows.filter(({ answer }) => answer !== "unasked"),
      tally("nru", 50),
      byHand("nrr", 30),
      byHand("nrn", 10),
    ];
    expect(before).toBeCloseTo((860 + 50) / 960, 10);
    expect(resultOf(opened, "all", 5_000).shadow.precision.value).toBeCloseTo((860 + 50) / 960, 10);
  });

  test("one that was read otherwise since, or before there was a draw, leaves the others known", () => {
    const rows = [tally("rrr", 50), tally("nnr", 10), tally("nnn", 190), tally("nnu", 1_900)];
    const since = tally("nnu", 1, { stratum: null, probability: null });
    const unframed = tally("nnu", 1, { stratum: "unframed", probability: null });
    expect(resultOf([...rows, since, unframed], "all", 5_000).standing.recall.value).toBeCloseTo(50 / (50 + 105), 10);
    expect(resultOf([...rows, { ...since, n: 30 }], "all", 5_000).standing.recall.value).toBeNull();
  });
});
