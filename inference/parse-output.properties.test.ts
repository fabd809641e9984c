import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseOutput } from "@/inference/parse-output";
import { IMMINENCES, type Reading, RISK_SUBJECTS, RISK_TYPES, type Risk, SEVERITIES } from "@/inference/risk";

const NONE = "<reflection>The user shares good news about work.</reflection>\n<risks/>";
const RISK_TAG = '<risk subject="self" type="suicide" severity="high" imminence="urgent"/>';
const RISK = `<reflection>The user states intent.</reflection>\n<risks>\n${RISK_TAG}\n</risks>`;

type Readable = Exclude<Reading, { outcome: "unscored" }>;
type Style = { gap: string; quote: '"' | "'"; selfClosing: boolean; shortEmpty: boolean; think: string | null };

/** The inverse of the parser, in every spelling the grammar allows. */
function printReading(reading: Readable, style: Style): string {
  const { gap, quote } = style;
  const tags = reading.risks.map((risk) => {
    const attributes = [
      ["subject", risk.subject],
      ["type", risk.type],
      ["severity", risk.severity],
      ...(risk.imminence === null ? [] : [["imminence", risk.imminence]]),
      ...(risk.features.length === 0 ? [] : [["features", risk.features.join(",")]]),
    ].map(([name, value]) => `${name}=${quote}${value}${quote}`);
    return `<risk ${attributes.join(" ")}${style.selfClosing ? "/>" : "></risk>"}`;
  });
  const body = style.shortEmpty && tags.length === 0 ? "<risks/>" : ["<risks>", ...tags, "</risks>"].join(gap);
  const think = style.think === null ? "" : `<think>${style.think}</think>${gap}`;
  return `${gap}${think}<reflection>${gap}${reading.reflection}</reflection>${gap}${body}${gap}`;
}

const GAPS = ["", " "];
const NO_RISK_LISTS = new Set([
  "<risks/>",
  "<risks />",
  ...GAPS.flatMap((a) => GAPS.flatMap((b) => GAPS.map((c) => `<risks${a}>${b}</risks${c}>`))),
]);

/**
 * The no-risk grammar a second time, by cutting instead of scanning, so that a mistake in the parser is not shared:
 * drop the thinking, cut at the end of the reflection, and look at what is left without its white space.
 */
function isNoRiskAnswer(raw: string): boolean {
  let text = raw.replace(/^[ \t\r\n]+/, "");
  if (text.startsWith("<think>")) {
    const [thinking = "", ...after] = text.slice("<think>".length).split("</think>");
    if (after.length === 0 || mentionsBlock(thinking)) return false;
    text = after.join("</think>").replace(/^[ \t\r\n]+/, "");
  }
  const parts = text.split("</reflection>");
  const [reflection = "", rest = ""] = parts;
  if (parts.length !== 2 || !reflection.startsWith("<reflection>")) return false;
  if (mentionsBlock(reflection.slice("<reflection>".length))) return false;
  return NO_RISK_LISTS.has(rest.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, ""));
}

function mentionsBlock(text: string): boolean {
  const squeezed = text.toLowerCase().replace(/\s/g, "");
  return ["<reflection", "</reflection", "<think", "</think"].some((tag) => squeezed.includes(tag));
}

const featureName = fc.stringMatching(/^[a-z_>/=]{1,12}$/);
const riskArbitrary: fc.Arbitrary<Risk> = fc.record({
  subject: fc.constantFrom(...RISK_SUBJECTS),
  type: fc.constantFrom(...RISK_TYPES),
  severity: fc.constantFrom(...SEVERITIES),
  imminence: fc.constantFrom(...IMMINENCES, null),
  features: fc.array(featureName, { maxLength: 3 }),
});
const reflectionArbitrary = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<risks/>",
        "<risks></risks>",
        RISK_TAG,
        "</risks>",
        "<risk ",
        '"',
        "<",
        ">",
        "/",
        "ＲＩＳＫ",
        "\n",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join("").trim())
  .filter((text) => !mentionsBlock(text));
const readingArbitrary: fc.Arbitrary<Readable> = fc.oneof(
  fc.record({ outcome: fc.constant("none" as const), reflection: reflectionArbitrary, risks: fc.constant<[]>([]) }),
  fc.record({
    outcome: fc.constant("risk" as const),
    reflection: reflectionArbitrary,
    risks: fc
      .tuple(riskArbitrary, fc.array(riskArbitrary, { maxLength: 2 }))
      .map(([first, others]): [Risk, ...Risk[]] => [first, ...others]),
  }),
);
const styleArbitrary: fc.Arbitrary<Style> = fc.record({
  gap: fc.constantFrom("", "\n", " ", "\r\n  ", "\t"),
  quote: fc.constantFrom('"' as const, "'" as const),
  selfClosing: fc.boolean(),
  shortEmpty: fc.boolean(),
  think: fc.constantFrom(null, "", "\n\n", "The risks are <risks/>?"),
});
const answerArbitrary = fc
  .tuple(readingArbitrary, styleArbitrary)
  .map(([reading, style]) => printReading(reading, style));

const LOOKALIKES: Record<string, string> = {
  "<": "＜",
  ">": "＞",
  "/": "／",
  r: "ｒ",
  i: "і",
  s: "ѕ",
  '"': "＂",
  " ": "\u00a0",
};
const SPLICES = [
  ...Object.values(LOOKALIKES),
  "<risks/>",
  "</reflection>",
  "<reflection>",
  "</risks>",
  "<risks>",
  RISK_TAG,
  "<think>",
];

type Mutation = {
  kind: "truncate" | "behead" | "insert" | "delete" | "double" | "case" | "lookalike";
  at: number;
  length: number;
  splice: string;
};
const mutationArbitrary: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("truncate", "behead", "insert", "delete", "double", "case", "lookalike"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 30 }),
  splice: fc.oneof(fc.constantFrom(...SPLICES, " ", "\n", "<", ">", "/", '"', "x"), fc.string({ maxLength: 3 })),
});

function mutate(text: string, { kind, at, length, splice }: Mutation): string {
  const index = Math.floor(at * text.length);
  const [before, piece, after] = [text.slice(0, index), text.slice(index, index + length), text.slice(index + length)];
  switch (kind) {
    case "truncate":
      return before;
    case "behead":
      return piece + after;
    case "insert":
      return before + splice + piece + after;
    case "delete":
      return before + after;
    case "double":
      return before + piece + piece + after;
    case "case":
      return before + piece.toUpperCase() + after;
    case "lookalike":
      return before + [...piece].map((character) => LOOKALIKES[character] ?? character).join("") + after;
  }
}

function outcomeOf(raw: string): string {
  return parseOutput(raw, "stop").outcome;
}

describe("parseOutput, whatever comes in,", () => {
  test("answers none exactly for the no-risk grammar, under every kind of damage", () => {
    const seen = { none: 0, other: 0 };
    fc.assert(
      fc.property(answerArbitrary, fc.array(mutationArbitrary, { maxLength: 3 }), (answer, mutations) => {
        const raw = mutations.reduce(mutate, answer);
        const isNone = outcomeOf(raw) === "none";
        seen[isNone ? "none" : "other"] += 1;
        expect(isNone).toBe(isNoRiskAnswer(raw));
      }),
      { numRuns: 4000 },
    );
    expect(Math.min(seen.none, seen.other)).toBeGreaterThan(100);
  });

  test("answers none exactly for the no-risk grammar when tags come in any order", () => {
    const piece = fc.constantFrom(
      "<reflection>",
      "</reflection>",
      "<risks/>",
      "<risks>",
      "</risks>",
      RISK_TAG,
      "<think>",
      "</think>",
      "x",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
        const raw = pieces.join("");
        expect(outcomeOf(raw) === "none").toBe(isNoRiskAnswer(raw));
      }),
      { numRuns: 4000 },
    );
  });

  test("never reads a whole answer out of a cut one, at any position", () => {
    for (const answer of [NONE, RISK, RISK.replace("/>", "></risk>"), `<think>a</think>${NONE}`]) {
      for (let end = 0; end < answer.length; end++) expect(outcomeOf(answer.slice(0, end))).toBe("unscored");
    }
  });

  test("answers none exactly for the no-risk grammar after any one edit of a short answer", () => {
    const bases = [RISK, NONE, NONE.replace("<risks/>", "<risks></risks>"), `<think>a</think>${NONE}`];
    for (const base of bases) {
      for (let index = 0; index <= base.length; index++) {
        const [before, character, after] = [base.slice(0, index), base.charAt(index), base.slice(index + 1)];
        const puts = [
          ...SPLICES,
          character.toUpperCase(),
          LOOKALIKES[character] ?? "x",
          "",
          " ",
          "\n",
          "\t",
          "\f",
          "/",
          ">",
          "<",
          '"',
        ];
        for (const put of puts) {
          for (const edited of [before + put + after, before + put + character + after]) {
            const isNone = outcomeOf(edited) === "none";
            if (isNone !== isNoRiskAnswer(edited)) expect.fail(`read as ${isNone ? "" : "not "}none: ${edited}`);
            if (base === RISK && isNone) expect.fail(`a damaged risk was read as none: ${edited}`);
          }
        }
      }
    }
  });

  test("reads back every reading it can print", () => {
    fc.assert(
      fc.property(readingArbitrary, styleArbitrary, (reading, style) => {
        expect(parseOutput(printReading(reading, style), "stop")).toEqual(reading);
      }),
      { numRuns: 1000 },
    );
  });

  // Drawing from all of Unicode takes seconds to set up.
  test("never throws", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.option(fc.string()), (raw, finishReason) => {
        expect(parseOutput(raw, finishReason).outcome).toBe("unscored");
      }),
    );
  });

  const OPEN = "<reflection>x</reflection><risks>";
  test.each([
    ["white space", "", " "],
    ["open tags", "", "<"],
    ["open reflections", "", "<reflection>"],
    ["closed reflections", "<reflection>", "</reflection>"],
    ["open tags and spaces in a reflection", "<reflection>", "< "],
    ["spaces in a reflection", "<reflection><", " "],
    ["thinking", "<think>", "</ think"],
    ["spaces after the reflection", "<reflection>x</reflection>", "\n"],
    ["spaces in the list's tag", "<reflection>x</reflection><risks", " "],
    ["open risks", OPEN, "<risk "],
    ["spaces in a risk", `${OPEN}<risk`, " "],
    ["a long attribute name", `${OPEN}<risk `, "a"],
    ["a long value", `${OPEN}<risk subject="`, "a"],
    ["many open values", `${OPEN}<risk subject=`, "\"'"],
    ["many whole risks", OPEN, RISK_TAG],
    ["many risks without a list end tag", OPEN, `${RISK_TAG}\n`],
    ["a long list of features", `${OPEN}<risk features="`, "a,"],
    ["many repeated attributes", `${OPEN}<risk`, ' subject="self"'],
  ])("reads 1 MB of %s within the time limit of a test, and leaves it unscored", (_title, start, unit) => {
    const raw = start + unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(parseOutput(raw, null).outcome).toBe("unscored");
    expect(parseOutput(`${raw}</reflection><risks/>`, "stop").outcome).not.toBe("risk");
  });
});
