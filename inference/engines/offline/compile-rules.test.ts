import { describe, expect, it, test } from "vitest";
import { compileRules } from "./compile-rules";
import { OVERLAY_LIMITS, UnreadableOverlay } from "./parse-overlay";
import { builtInRules, readOffline } from "./read-offline";

const rule = (lines: string) => `
rules:
  - id: house-word
    type: suicide
    who: self
    severity: high
    imminence: acute
${lines}`;
const HOUSE_WORD = rule(
  "    any:\n      - (going|ready|off) to the blue lagoon\n    unless:\n      - (holiday|swim)\n",
);

const kindsOf = (text: string, overlay: string) => {
  const rules = compileRules(builtInRules, overlay, 7);
  return readOffline([{ role: "user", text }], rules).risks.map(({ subject, type }) => `${subject} ${type}`);
};
const problemsOf = (overlay: string) => {
  try {
    compileRules(builtInRules, overlay, 7);
  } catch (error) {
    if (error instanceof UnreadableOverlay) return error.problems;
    throw error;
  }
  return [];
};

describe("compileRules", { timeout: 60_000 }, () => {
  it("adds a rule of the house without losing the built-in ones", () => {
    expect(kindsOf("I am ready to the blue lagoon", "")).toEqual([]);
    expect(kindsOf("I am off to the blue lagoon", HOUSE_WORD)).toEqual(["self suicide"]);
    expect(kindsOf("I want to kill myself", HOUSE_WORD)).toEqual(["self suicide"]);
  });
  it("gives a house rule what built-in rules have: exceptions, negation and jokes", () => {
    expect(kindsOf("off to the blue lagoon for a swim", HOUSE_WORD)).toEqual([]);
    expect(kindsOf("I am not going to the blue lagoon", HOUSE_WORD)).toEqual([]);
  });
  it("leaves a disabled rule out", () => {
    const said = "My ex keeps showing up at my work";
    const disabled = builtInRules.files.rules.filter(({ type }) => type === "stalking").map(({ key }) => key);
    const combined = builtInRules.files.combinations.filter(({ type }) => type === "stalking").map(({ key }) => key);
    expect(kindsOf(said, "")).toContain("self stalking");
    expect(kindsOf(said, `disable: [${[...disabled, ...combined].join(", ")}]`)).not.toContain("self stalking");
  });
  it("names both versions, and only the built-in one where nothing is changed", () => {
    expect(compileRules(builtInRules, HOUSE_WORD, 7).name).toBe(`${builtInRules.name}+7`);
    for (const blank of ["", "# nothing yet\n", "rules: []\n"]) {
      expect(compileRules(builtInRules, blank, 7).name).toBe(builtInRules.name);
    }
  });
});

describe("an overlay that cannot be used", { timeout: 60_000 }, () => {
  test.each<[string, string, number, string | null, RegExp]>([
    ["broken YAML", "rules: [", 1, null, /not valid YAML/u],
    ["an alias", "disable: &a [x]\nrules: *a\n", 1, null, /aliases/u],
    ["an unknown field", rule("    any: [blue lagoon]\n    sevrity: high\n"), 3, null, /sevrity/u],
    ["a missing field", "rules:\n  - id: a\n    any: [b]\n", 2, null, /rules\.0\./u],
    ["an unknown severity", rule("    any: [x]\n").replace("high", "extreme"), 6, null, /severity/u],
    [
      "a name that is taken",
      rule("    any: [blue lagoon]\n").replace("house-word", "slang"),
      3,
      "suicide/slang",
      /built-in/u,
    ],
    ["an unknown rule to disable", "disable:\n  - suicide/slng\n", 2, null, /did you mean "suicide\/slang"/u],
    ["an unknown class", rule("    any:\n      - my $nobody here\n"), 9, "suicide/house-word", /Unknown class/u],
    ["open brackets", rule("    any:\n      - (blue lagoon\n"), 9, "suicide/house-word", /Brackets/u],
    [
      "a gap first",
      rule("    any:\n      - blue lagoon\n      - .. lagoon\n"),
      10,
      "suicide/house-word",
      /begin with a word/u,
    ],
    ["a gap in brackets", rule("    any: [off (to .. lagoon)]\n"), 8, "suicide/house-word", /inside brackets/u],
    ["common words alone", rule("    any: [i am]\n"), 8, "suicide/house-word", /very common words/u],
    [
      "a bad exception",
      rule("    any: [blue lagoon]\n    unless: [a ) b]\n"),
      9,
      "suicide/house-word",
      /Brackets|word/u,
    ],
    ["a long pattern", rule(`    any: [${"lagoon ".repeat(80)}]\n`), 8, "suicide/house-word", /400 are allowed/u],
    ["too long a file", `# ${"x".repeat(OVERLAY_LIMITS.characters)}`, 1, null, /at most 65536/u],
  ])("is refused for %s, with its line", (_name, overlay, line, key, message) => {
    expect(problemsOf(overlay)[0]).toEqual({ line, rule: key, message: expect.stringMatching(message) });
  });
  it("is told everything at once, in the order of its lines", () => {
    const problems = problemsOf(rule("    any: [i am, (a, .. b]\n"));
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.map(({ line }) => line)).toEqual(problems.map(({ line }) => line).toSorted((a, b) => a - b));
  });
  it.each([
    [
      "rules",
      `rules:\n${`  - {id: a, type: abuse, who: self, severity: mild, imminence: acute, any: [lagoon]}\n`.repeat(201)}`,
    ],
    ["patterns", rule(`    any: [${Array.from({ length: 2_001 }, () => "lagoon").join(", ")}]\n`)],
  ])("is refused for too many %s", (what, overlay) => {
    expect(problemsOf(overlay)[0]?.message).toMatch(new RegExp(`${what}; at most`, "u"));
  });
  it("keeps its patterns out of the message of the error", () => {
    expect(() => compileRules(builtInRules, rule("    any: [(lagoon]\n"), 7)).toThrow(
      /^(?!.*lagoon)The overlay of the offline rules has a problem$/u,
    );
  });
});
