import { describe, expect, it } from "vitest";
import { outputGrammar, outputJsonSchema, outputPattern } from "@/inference/output-grammar";
import { parseJsonAnswer } from "@/inference/parse-json-answer";
import { type Constraint, constrain } from "@/inference/testing/model-server/constraint";
import { judge } from "@/inference/testing/model-server/judge";

const TEXTS = [
  "a walk in the park",
  "I want to end it all tonight",
  "[[hostile]]",
  "I want to die, I cut myself, he hits me, she keeps following me, and he takes my wages",
];

describe("a constraint", () => {
  it.each<[Constraint, string | null]>([
    [{ kind: "regex", pattern: "VIGIL-OK" }, "VIGIL-OK"],
    [{ kind: "regex", pattern: "^(VIGIL\\-OK)$" }, "VIGIL-OK"],
    [{ kind: "regex", pattern: "VIGIL.OK" }, null],
    [{ kind: "regex", pattern: "\\d" }, null],
    [{ kind: "grammar", grammar: 'root ::= "VIGIL-OK"' }, "VIGIL-OK"],
    [{ kind: "grammar", grammar: 'root ::= "a \\"b\\"\\n"\n' }, 'a "b"\n'],
    [{ kind: "grammar", grammar: 'root ::= "a" | "b"' }, null],
    [{ kind: "grammar", grammar: "nonsense" }, null],
    [{ kind: "choice", choices: ["VIGIL-OK"] }, "VIGIL-OK"],
    [{ kind: "schema", schema: { const: "VIGIL-OK" } }, '"VIGIL-OK"'],
    [{ kind: "schema", schema: { enum: ["VIGIL-OK"] } }, '"VIGIL-OK"'],
    [
      { kind: "schema", schema: { type: "object", properties: { ok: { type: "boolean" }, n: { type: "integer" } } } },
      '{"ok":false,"n":0}',
    ],
  ])("of one literal gives that literal, and one that is not known gives none: %j", (constraint, answer) => {
    expect(constrain(constraint, judge("x", null))).toBe(answer);
  });

  it.each(TEXTS)("of our output gives an answer in it: %s", (text) => {
    const judgement = judge(text, null);
    const inForm = expect.stringMatching(new RegExp(`^${outputPattern()}$`));
    expect(constrain({ kind: "grammar", grammar: outputGrammar() }, judgement)).toEqual(inForm);
    expect(constrain({ kind: "regex", pattern: outputPattern() }, judgement)).toEqual(inForm);
    const asJson = constrain({ kind: "schema", schema: outputJsonSchema() }, judgement) ?? "";
    expect(parseJsonAnswer(asJson, "stop")).toMatchObject({ outcome: judgement.risks.length > 0 ? "risk" : "none" });
  });
});
