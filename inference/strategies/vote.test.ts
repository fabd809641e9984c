import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  IMMINENCES,
  type Reading,
  RISK_SUBJECTS,
  RISK_TYPES,
  type Risk,
  SEVERITIES,
  severityRank,
} from "@/inference/risk";
import { conclude } from "@/inference/strategies/conclude";
import { runStrategy } from "@/inference/strategies/run-strategy";
import { strategyOf, VOTE_RULES } from "@/inference/strategies/strategy";
import { standingOf, votesNeeded } from "@/inference/strategies/vote";

test.each([
  [2, 2, 2, 1],
  [3, 2, 2, 1],
  [4, 3, 3, 1],
  [5, 3, 4, 1],
  [6, 4, 4, 1],
  [7, 4, 5, 1],
  [8, 5, 6, 1],
  [9, 5, 6, 1],
])("of %i judges the majority is %i, two thirds are %i, any is %i", (judges, ...needed) => {
  expect(VOTE_RULES.map((rule) => votesNeeded(rule, judges))).toEqual(needed);
});

describe("standingOf", () => {
  const OUTCOME = { r: "risk", n: "none", x: "unscored" } as const;
  test.each([
    ["majority", 3, "", "open"],
    ["majority", 3, "r", "open"],
    ["majority", 3, "rr", "risk"],
    ["majority", 3, "nn", "none"],
    ["majority", 3, "rn", "open"],
    ["majority", 3, "rx", "open"],
    ["majority", 3, "nx", "open"],
    ["majority", 3, "xx", "undecided"],
    ["majority", 3, "rnx", "undecided"],
    ["majority", 5, "nnn", "none"],
    ["majority", 5, "nnx", "open"],
    ["majority", 5, "nxx", "open"],
    ["majority", 5, "rxxx", "undecided"],
    ["two_thirds", 5, "nn", "none"],
    ["two_thirds", 5, "rrr", "open"],
    ["any", 3, "nn", "open"],
    ["any", 3, "nnx", "undecided"],
    ["any", 3, "x", "open"],
    ["any", 9, "r", "risk"],
  ] as const)("%s of %i judges, after %j: %s", (rule, judges, votes, standing) => {
    const outcomes = [...votes].map((vote) => OUTCOME[vote as keyof typeof OUTCOME]);
    expect(standingOf(rule, judges, outcomes)).toBe(standing);
  });
});

const risk: fc.Arbitrary<Risk> = fc.record({
  subject: fc.constantFrom(...RISK_SUBJECTS),
  type: fc.constantFrom(...RISK_TYPES.slice(0, 3)),
  severity: fc.constantFrom(...SEVERITIES),
  imminence: fc.constantFrom(...IMMINENCES, null),
  features: fc.subarray(["plan", "means", "fear"]),
});
const NONE: Reading = { outcome: "none", reflection: "Nothing.", risks: [] };
const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc.tuple(risk, fc.array(risk, { maxLength: 2 })).map(
    ([first, others]): Reading => ({
      outcome: "risk",
      reflection: "Something.",
      risks: [first, ...others],
    }),
  ),
  fc.constant(NONE),
  fc.constant<Reading>({ outcome: "unscored", reason: "model_timeout", detail: "Late." }),
);
const rule = fc.constantFrom(...VOTE_RULES);
const panel = fc.array(reading, { minLength: 2, maxLength: 9 });
const votesOf = (readings: readonly Reading[]) => readings.map((each) => ({ reading: each, score: null }));

describe("any panel of 2 to 9 judges", () => {
  test("comes to the same whatever the order of its votes", () => {
    const shuffled = panel.chain((readings) =>
      fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings, { minLength: readings.length })),
    );
    fc.assert(
      fc.property(rule, shuffled, (each, [readings, other]) => {
        const judges = readings.length;
        expect(conclude(each, judges, votesOf(other))).toEqual(conclude(each, judges, votesOf(readings)));
      }),
      { numRuns: 500 },
    );
  });

  test("is never talked out of a risk by one more judge that names one", () => {
    fc.assert(
      fc.property(rule, panel, risk, fc.nat(), (each, readings, named, place) => {
        const before = conclude(each, readings.length, votesOf(readings));
        const yes: Reading = { outcome: "risk", reflection: "Yes.", risks: [named] };
        const after = conclude(each, readings.length, votesOf(readings.with(place % readings.length, yes)));
        if (before.outcome === "risk") expect(after.outcome).toBe("risk");
        if (after.outcome === "none") expect(before.outcome).toBe("none");
      }),
      { numRuns: 1000 },
    );
  });

  test("never clears anything because judges failed", () => {
    fc.assert(
      fc.property(rule, panel, fc.nat(), (each, readings, place) => {
        const failure: Reading = { outcome: "unscored", reason: "model_error", detail: "Failed." };
        const failed = readings.with(place % readings.length, failure);
        if (conclude(each, readings.length, votesOf(failed)).outcome === "none")
          expect(conclude(each, readings.length, votesOf(readings.with(place % readings.length, NONE))).outcome).toBe(
            "none",
          );
        // Even if every judge that failed had named a risk, the others would have cleared it.
        const yes = failed.filter(({ outcome }) => outcome !== "none").length;
        if (yes >= votesNeeded(each, readings.length))
          expect(conclude(each, readings.length, votesOf(failed)).outcome).not.toBe("none");
      }),
      { numRuns: 1000 },
    );
  });

  test("reports no risk milder than a judge that counts named it, and drops none when it has to name some", () => {
    fc.assert(
      fc.property(rule, panel, (each, readings) => {
        const result = conclude(each, readings.length, votesOf(readings));
        const named = readings.flatMap((one) => (one.outcome === "risk" ? one.risks : []));
        const reported =
          result.outcome === "risk" ? result.risks : result.outcome === "unscored" ? result.suspected : [];
        if (named.length > 0 && result.outcome !== "none") expect(reported.length).toBeGreaterThan(0);
        for (const found of reported) {
          const same = named.filter(({ subject, type }) => subject === found.subject && type === found.type);
          expect(severityRank(found.severity)).toBe(Math.max(...same.map(({ severity }) => severityRank(severity))));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("says the same in fewer calls when it may stop early", async () => {
    await fc.assert(
      fc.asyncProperty(rule, panel, async (each, readings) => {
        const ask = async ({ index }: { index: number }) => ({ reading: readings[index] ?? NONE, score: null });
        const all = await runStrategy(strategyOf("panel", readings.length, each), ask);
        const few = await runStrategy(strategyOf("adaptive", readings.length, each), ask);
        expect(few.reading.outcome).toBe(all.reading.outcome);
        expect(few.asked).toBeLessThanOrEqual(all.asked);
        const needed = votesNeeded(each, readings.length);
        if (readings.every(({ outcome }) => outcome === "none")) expect(few.asked).toBe(readings.length + 1 - needed);
      }),
      { numRuns: 500 },
    );
  });
});
