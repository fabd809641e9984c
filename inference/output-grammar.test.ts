import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outputGrammar, outputJsonSchema, outputPattern } from "@/inference/output-grammar";
import { parseJsonAnswer } from "@/inference/parse-json-answer";
import { parseOutput } from "@/inference/parse-output";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { countTokens } from "@/inference/windows/count-tokens";

const PATTERN = new RegExp(`^${outputPattern()}$`, "u");
const MOST_TOKENS = 300;

type Draw = (most: number) => number;

/** A random sentence of a GBNF text: a reading of the notation that shares nothing with the code that wrote it. */
function sentence(grammar: string, draw: Draw): string {
  const rules = new Map(
    grammar
      .trim()
      .split("\n")
      .map((line) => line.split(" ::= ") as [string, string]),
  );
  const tokensOf = (body: string) =>
    body.match(/"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]|\{\d+,\d+\}|[a-z]+|[()|?]/g) ?? [];

  function expand(tokens: string[]): string {
    const choices: string[][][] = [[]];
    while (tokens.length > 0 && tokens[0] !== ")") {
      const token = tokens.shift() ?? "";
      if (token === "|") choices.push([]);
      else choices.at(-1)?.push(token === "(" ? group(tokens) : [token, suffix(tokens)]);
    }
    tokens.shift();
    const chosen = choices[draw(choices.length - 1)] ?? [];
    return chosen.map(([item = "", repeat = ""]) => times(item, repeat)).join("");
  }
  function group(tokens: string[]): string[] {
    const start = tokens.slice();
    let depth = 1;
    let length = 0;
    for (; depth > 0; length++) depth += start[length] === "(" ? 1 : start[length] === ")" ? -1 : 0;
    tokens.splice(0, length);
    return [start.slice(0, length).join(" "), suffix(tokens)];
  }
  const suffix = (tokens: string[]) => (/^[?{]/.test(tokens[0] ?? "") ? (tokens.shift() ?? "") : "");
  function times(item: string, repeat: string): string {
    const [, low = "1", high = "1"] = /\{(\d+),(\d+)\}/.exec(repeat === "?" ? "{0,1}" : repeat) ?? [];
    const count = Number(low) + draw(Number(high) - Number(low));
    return Array.from({ length: count }, () => one(item)).join("");
  }
  function one(item: string): string {
    if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/.test(item)) return JSON.parse(item);
    if (item.startsWith("[")) {
      const characters = [..."<>/az_ \t\r\n\"'=éω火😀.,Z9"].filter((each) => new RegExp(item, "u").test(each));
      return characters[draw(characters.length - 1)] ?? expect.fail(`no character fits ${item}`);
    }
    return expand(tokensOf(rules.get(item) ?? item));
  }
  return one("root");
}

const sentences = fc
  .infiniteStream(fc.integer({ min: 0, max: 2 ** 30 }))
  .map((numbers) => sentence(outputGrammar(), (most) => (numbers.next().value ?? 0) % (most + 1)));

describe("outputGrammar", () => {
  test("allows only answers that are read, in both outcomes, with the values that stand in them", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(sentences, (raw) => {
        const reading = parseOutput(raw, "stop");
        if (reading.outcome === "unscored") expect.fail(`${reading.detail} ${raw}`);
        seen.add(reading.outcome);
        for (const risk of reading.risks)
          for (const value of [risk.subject, risk.type, risk.severity, String(risk.imminence)]) seen.add(value);
        expect(reading.outcome).toBe(raw.includes("<risk ") ? "risk" : "none");
        expect(raw.slice("<reflection>".length).split("</reflection>")[0]).not.toContain("<");
      }),
      { numRuns: 400 },
    );
    expect([...seen].sort()).toEqual(
      [...new Set(["risk", "none", ...RISK_SUBJECTS, ...RISK_TYPES, ...SEVERITIES, ...IMMINENCES])].sort(),
    );
  });

  test("says the same as the regular expression", () => {
    fc.assert(
      fc.property(sentences, (raw) => {
        expect(raw).toMatch(PATTERN);
      }),
    );
  });
});

describe("outputPattern", () => {
  test("allows only answers that are read", () => {
    fc.assert(
      fc.property(fc.stringMatching(PATTERN), (raw) => {
        expect(parseOutput(raw, "stop").outcome).not.toBe("unscored");
      }),
      { numRuns: 300 },
    );
  });

  const TAG = '<risk subject="self" type="abuse" severity="high" imminence="acute"/>\n';
  const around = (list: string, reflection = "Said.") => `<reflection>${reflection}</reflection>\n${list}`;
  test.each([
    [true, around("<risks/>")],
    [true, around(`<risks>\n${TAG}</risks>`)],
    [true, around(`<risks>\n${TAG.repeat(3)}</risks>`)],
    [true, around(`<risks>\n${TAG.replace("/>", ' features="plan,means_at_hand"/>')}</risks>`)],
    [false, around("<risks></risks>")],
    [false, around(`<risks>\n${TAG.repeat(4)}</risks>`)],
    [false, around(`<risks>\n${TAG.replace("high", "extreme")}</risks>`)],
    [false, around(`<risks>\n${TAG.replace(' imminence="acute"', "")}</risks>`)],
    [false, around("<risks/>", "")],
    [false, around("<risks/>", " ")],
    [false, around("<risks/>", "They typed <risks/>")],
    [false, around("<risks/>", "a\nb")],
    [false, around("<risks/>", "A smile: 😀")],
    [false, around("<risks/>", "a".repeat(281))],
    [false, `${around("<risks/>")} `],
    [false, "<risks/>"],
    [false, "I'm sorry."],
  ])("matches: %s for %j", (matches, raw) => {
    expect(PATTERN.test(raw)).toBe(matches);
  });
});

/** Everything as long as the constraints allow, in plain English. */
const PROSE = "The user describes a long argument with a partner who has hit them before and threatens to come back. ";
const LONG_RISK = {
  subject: "other",
  type: "sexual_violence",
  severity: "moderate",
  imminence: "emergency",
  features: ["intimate_partner_threat_", "physical_violence_histor"],
};
const REFLECTION = PROSE.repeat(4).slice(0, 279).padEnd(280, ".");

test("the longest answers in plain English take no more than two thirds of the 300 tokens a model is given", {
  timeout: 30_000,
}, () => {
  const { features, ...attributes } = LONG_RISK;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  const tag = `<risk${written.join("")} features="${features.join(",")}"/>\n`;
  const markup = `<reflection>${REFLECTION}</reflection>\n<risks>\n${tag.repeat(3)}</risks>`;
  expect(markup).toMatch(PATTERN);
  expect(countTokens(markup)).toBeLessThan((MOST_TOKENS * 2) / 3);
  const json = JSON.stringify({ reflection: REFLECTION, risks: Array(3).fill(LONG_RISK) });
  expect(parseJsonAnswer(json, "stop").outcome).toBe("risk");
  expect(countTokens(json)).toBeLessThan((MOST_TOKENS * 2) / 3);
});

test("the JSON schema asks for the reflection first, then for a bounded list of the known values and nothing else", () => {
  const schema = outputJsonSchema();
  expect(Object.keys(Object(schema.properties))).toEqual(["reflection", "risks"]);
  const attribute = (values: readonly string[]) => ({ type: "string", enum: [...values] });
  expect(schema).toMatchObject({
    type: "object",
    required: ["reflection", "risks"],
    additionalProperties: false,
    properties: {
      reflection: { type: "string", minLength: 1, maxLength: 280 },
      risks: {
        type: "array",
        maxItems: 3,
        items: {
          required: ["subject", "type", "severity", "imminence"],
          additionalProperties: false,
          properties: {
            subject: attribute(RISK_SUBJECTS),
            type: attribute(RISK_TYPES),
            severity: attribute(SEVERITIES),
            imminence: attribute(IMMINENCES),
            features: { type: "array", maxItems: 2, items: { type: "string", maxLength: 24 } },
          },
        },
      },
    },
  });
});
