import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreAnswers, worstMisses } from "@/domain/measure/evaluate";
import type { Answer, Domain, Level } from "@/domain/measure/labelled-case";
import { OUTCOMES, type Outcome, RISK_TYPES, type RiskType } from "@/inference/risk";

function answer(
  expected: "risk" | "none",
  got: Outcome,
  there: RiskType[] | null = null,
  types: RiskType[] = [],
): Answer {
  const label = { outcome: expected, types: there, level: null, accepted: [], domains: [] };
  const cost = { calls: 1, promptTokens: null, completionTokens: null, latencyMs: 1 };
  return { id: `${expected} as ${got}`, expected: label, got, types, level: null, cost };
}

const NOTHING = { cases: 0, tp: 0, fp: 0, fn: 0, tn: 0, unscored: 0 };

describe("scoreAnswers", () => {
  test.each<[string, Answer[], object]>([
    ["no cases at all", [], { ...NOTHING, recall: null, specificity: null, precision: null, accuracy: null }],
    [
      "one of each",
      [answer("risk", "risk"), answer("risk", "none"), answer("none", "risk"), answer("none", "none")],
      { cases: 4, tp: 1, fp: 1, fn: 1, tn: 1, recall: 0.5, specificity: 0.5, precision: 0.5, accuracy: 0.5 },
    ],
    [
      "risks alone, all found",
      [answer("risk", "risk"), answer("risk", "risk")],
      { tp: 2, recall: 1, specificity: null, precision: 1, accuracy: 1 },
    ],
    [
      "a risk that was not read, which is no miss of the model and no hit",
      [answer("risk", "unscored"), answer("risk", "risk")],
      { cases: 2, tp: 1, fn: 0, unscored: 1, recall: 1 },
    ],
    [
      "a harmless case that was not read, which is not “none”",
      [answer("none", "unscored")],
      { cases: 1, tn: 0, unscored: 1, specificity: null, accuracy: null },
    ],
  ])("counts %s", (_, answers, expected) => {
    expect(scoreAnswers(answers)).toMatchObject(expected);
  });

  test("lists every case that was not answered as its label says, unscored ones too", () => {
    const answers = [
      answer("risk", "none"),
      answer("none", "risk"),
      answer("risk", "unscored"),
      answer("none", "none"),
    ];
    expect(scoreAnswers(answers).misses).toEqual([
      { id: "risk as none", expected: "risk", got: "none" },
      { id: "none as risk", expected: "none", got: "risk" },
      { id: "risk as unscored", expected: "risk", got: "unscored" },
    ]);
  });

  test.each<[string, Answer, object]>([
    ["named and there", answer("risk", "risk", ["abuse"], ["abuse"]), { cases: 1, tp: 1, fp: 0, fn: 0 }],
    ["named and not there", answer("risk", "risk", ["violence"], ["abuse"]), { cases: 1, tp: 0, fp: 1, fn: 0 }],
    ["there and not named", answer("risk", "none", ["abuse"]), { cases: 1, tp: 0, fp: 0, fn: 1 }],
    ["named where there is no risk at all", answer("none", "risk", null, ["abuse"]), { cases: 1, fp: 1 }],
    ["named where the label gives no types", answer("risk", "risk", null, ["abuse"]), { cases: 0, tp: 0, fp: 0 }],
    ["there in a case that was not read", answer("risk", "unscored", ["abuse"]), { cases: 0, fn: 0, recall: null }],
  ])("counts a type %s", (_, given, expected) => {
    expect(scoreAnswers([given]).byType.find(({ type }) => type === "abuse")).toMatchObject(expected);
  });

  const types = fc.uniqueArray(fc.constantFrom(...RISK_TYPES));
  const anyAnswer = fc
    .tuple(fc.constantFrom("risk" as const, "none" as const), fc.constantFrom(...OUTCOMES), fc.option(types), types)
    .map(([expected, got, there, named]) => answer(expected, got, there, got === "risk" ? named : []));

  test("puts every case in exactly one count, and calls a miss what is not right", () => {
    fc.assert(
      fc.property(fc.array(anyAnswer), (answers) => {
        const { cases, tp, fp, fn, tn, unscored, misses } = scoreAnswers(answers);
        expect(tp + fp + fn + tn + unscored).toBe(cases);
        expect(misses.length).toBe(cases - tp - tn);
      }),
    );
  });
});

describe("scoreAnswers by domain", () => {
  test.each<[string, Domain, Outcome, RiskType[], object[]]>([
    ["a fitting type", "self", "risk", ["self_harm", "abuse"], [{ fitting: 1, otherTypes: 0, missed: 0 }]],
    ["other types alone", "others", "risk", ["suicide"], [{ fitting: 0, otherTypes: 1, missed: 0 }]],
    ["nothing", "victimisation", "none", [], [{ fitting: 0, otherTypes: 0, missed: 1 }]],
    ["nothing, since it was not read", "self", "unscored", [], []],
  ])("counts %s", (_, domain, got, types, counts) => {
    const given = answer("risk", got, null, types);
    const labelled = { ...given, expected: { ...given.expected, domains: [domain] } };
    expect(scoreAnswers([labelled]).byDomain).toMatchObject(counts);
  });
});

describe("worstMisses", () => {
  test("puts the worst missed risk first, then what was not read, then false alarms", () => {
    const wrong = (id: string, expected: "risk" | "none", got: Outcome, level: Level): Answer => {
      const given = answer(expected, got);
      return { ...given, id, level: expected === "none" ? level : null, expected: { ...given.expected, level } };
    };
    const answers = [
      wrong("alarm", "none", "risk", "critical"),
      wrong("mild", "risk", "none", "mild"),
      wrong("right", "risk", "risk", "critical"),
      wrong("unread", "risk", "unscored", "critical"),
      wrong("small alarm", "none", "risk", "mild"),
      wrong("worst", "risk", "none", "critical"),
    ];
    const ids = (most?: number) => worstMisses(answers, most).map(({ id }) => id);
    expect(ids()).toEqual(["worst", "mild", "unread", "alarm", "small alarm"]);
    expect(ids(2)).toEqual(["worst", "mild"]);
  });
});
