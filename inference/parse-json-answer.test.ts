import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonAnswer } from "@/inference/parse-json-answer";
import { parseOutput } from "@/inference/parse-output";

const RISK = { subject: "self", type: "suicide", severity: "high", imminence: "urgent" };
const answer = (risks: unknown) => JSON.stringify({ reflection: "What was said.", risks });

describe("parseJsonAnswer reads", () => {
  test("an answer without risks", () => {
    expect(parseJsonAnswer(answer([]), "stop")).toEqual({
      outcome: "none",
      reflection: "What was said.",
      risks: [],
    });
  });

  test("risks in their order, an absent imminence as null and absent features as none", () => {
    const { imminence: _, ...withoutImminence } = RISK;
    expect(parseJsonAnswer(answer([{ ...RISK, features: ["plan"] }, withoutImminence]), null)).toEqual({
      outcome: "risk",
      reflection: "What was said.",
      risks: [
        { ...RISK, features: ["plan"] },
        { ...RISK, imminence: null, features: [] },
      ],
    });
  });

  test("markup and escapes in the reflection as plain text", () => {
    const raw = JSON.stringify({ reflection: 'They typed "<risks/>"\n', risks: [RISK] }, null, 2);
    expect(parseJsonAnswer(raw, "stop")).toMatchObject({ outcome: "risk", reflection: 'They typed "<risks/>"' });
  });
});

describe("parseJsonAnswer leaves unscored", () => {
  test.each([
    ["nothing", ""],
    ["null", "null"],
    ["an array", "[]"],
    ["a list alone", '{"risks":[]}'],
    ["a reflection alone", '{"reflection":"x"}'],
    ["risks that are null", answer(null)],
    ["risks as an object", answer({})],
    ["an unknown name", '{"reflection":"x","risks":[],"note":1}'],
    ["an unknown attribute", answer([{ ...RISK, certainty: 1 }])],
    ["an unknown type", answer([{ ...RISK, type: "banana" }])],
    ["an upper-case value", answer([{ ...RISK, severity: "HIGH" }])],
    ["a missing severity", answer([{ ...RISK, severity: undefined }])],
    ["features as a string", answer([{ ...RISK, features: "plan" }])],
    ["one good and one damaged risk", answer([RISK, {}])],
    ["text after the end", `${answer([])} and more`],
    ["two answers", answer([]) + answer([])],
    ["a fenced answer", `\`\`\`json\n${answer([])}\n\`\`\``],
    ["the markup", "<reflection>x</reflection><risks/>"],
    ["a second list that would hide the first", `${answer([RISK]).slice(0, -1)},"risks":[]}`],
    ["a second list under an escaped name", `${answer([RISK]).slice(0, -1)},"r\\u0069sks":[]}`],
    ["a second severity", answer([RISK]).replace('"severity"', '"severity":"critical","severity"')],
  ])("%s", (_title, raw) => {
    expect(parseJsonAnswer(raw, "stop")).toMatchObject({ outcome: "unscored", reason: "output_not_understood" });
  });

  test("a cut answer, at any position", () => {
    const whole = answer([RISK]);
    for (let end = 0; end < whole.length; end++)
      expect(parseJsonAnswer(whole.slice(0, end), "stop").outcome).toBe("unscored");
  });

  test.each(["length", "abort", "error", "content_filter", "tool_calls", ""])(
    "a whole answer that ended with %j, as it does with markup",
    (finishReason) => {
      const reading = parseJsonAnswer(answer([]), finishReason);
      expect(reading.outcome).toBe("unscored");
      expect(reading).toEqual(parseOutput("<reflection>x</reflection><risks/>", finishReason));
    },
  );

  test.each([
    ["any text", fc.string({ unit: "binary-ascii" })],
    ["any JSON", fc.json({ maxDepth: 2 })],
  ])("%s, without throwing", (_title, texts) => {
    fc.assert(
      fc.property(texts, (raw) => {
        expect(parseJsonAnswer(raw, "stop").outcome).toBe("unscored");
      }),
    );
  });

  test("a wrong form without repeating it", () => {
    expect(JSON.stringify(parseJsonAnswer('{"secret-words":1}', "stop"))).not.toContain("secret-words");
  });
});
