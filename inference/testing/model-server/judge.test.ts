import { describe, expect, it } from "vitest";
import { parseOutput } from "@/inference/parse-output";
import { drawFor } from "@/inference/testing/model-server/draw";
import { judge, writeAnswer } from "@/inference/testing/model-server/judge";

const readGreedy = (text: string) => parseOutput(writeAnswer(judge(text, null)), "stop");
const readSampled = (text: string, seed: number) => parseOutput(writeAnswer(judge(text, drawFor(text, seed))), "stop");
const SEEDS = Array.from({ length: 1_000 }, (_, index) => index + 1);

describe("an answer by rule", () => {
  it.each([
    ["I want to end it all tonight", [["self", "suicide", "high", "urgent"]]],
    ["My friend told me she's been cutting herself", [["other", "self_harm", "moderate", "chronic"]]],
    ["kms lmao this exam is killing me", []],
    ["I used to be suicidal but therapy helped me recover", []],
    [
      "There is no reason to live, and he hits me",
      [
        ["self", "suicide", "high", "acute"],
        ["self", "abuse", "high", "acute"],
      ],
    ],
    ["My cousin says she wants to die", [["other", "suicide", "high", "acute"]]],
    ["I am going to hurt them", [["other", "violence", "critical", "urgent"]]],
    ["the evening was long and the tea was good", []],
  ])("reads %s", (text, risks) => {
    const reading = readGreedy(text);
    if (reading.outcome === "unscored") throw new Error(reading.detail);
    expect(reading.risks.map((risk) => [risk.subject, risk.type, risk.severity, risk.imminence])).toEqual(risks);
    expect(reading.outcome).toBe(risks.length > 0 ? "risk" : "none");
  });

  it("can name danger above an empty list", () => {
    const reading = readGreedy("[[conflict]]");
    expect(reading).toMatchObject({ outcome: "none", reflection: expect.stringContaining("plan to end their life") });
  });

  it("refuses a marker with a value that there is not", () => {
    expect(() => judge("[[flag 1]] [[severity hihg]]", null)).toThrow(RangeError);
  });
});

describe("a sampled answer", () => {
  it("is the same for the same text and seed", () => {
    const text = "[[flag 0.5]] [[severity mild|high|critical]]";
    for (const seed of SEEDS.slice(0, 50)) expect(readSampled(text, seed)).toEqual(readSampled(text, seed));
  });

  it.each([0, 0.1, 0.6, 1])("is flagged as often as the marker says: %d", (share) => {
    const flagged = SEEDS.filter((seed) => readSampled(`[[flag ${share}]]`, seed).outcome === "risk").length;
    expect(Math.abs(flagged / SEEDS.length - share)).toBeLessThan(0.05);
  });

  it("varies the severity by its marker, apart from the flag", () => {
    const text = "[[flag 0.5]] [[severity high 0.8|moderate 0.2]]";
    const readings = SEEDS.map((seed) => readSampled(text, seed)).filter(({ outcome }) => outcome === "risk");
    const high = readings.filter((reading) => reading.outcome === "risk" && reading.risks[0].severity === "high");
    expect(Math.abs(high.length / readings.length - 0.8)).toBeLessThan(0.06);
  });

  it("differs between judges in its words where it does not differ in its verdict", () => {
    const answers = [1, 2, 3, 4, 5, 6].map((seed) => readSampled("I want to end it all tonight", seed));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(1);
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(["risk"]));
  });
});

describe("a greedy answer", () => {
  it.each([
    ["[[flag 0.49]]", "none"],
    ["[[flag 0.5]]", "risk"],
    ["I want to end it all tonight [[flag 0.2]]", "none"],
  ])("is the more likely one: %s", (text, outcome) => {
    expect(readGreedy(text).outcome).toBe(outcome);
  });

  it("takes the likeliest severity, and the first of several", () => {
    expect(readGreedy("[[flag 1]] [[severity mild 0.3|critical 0.7]]")).toMatchObject({
      risks: [{ severity: "critical" }],
    });
    expect(readGreedy("[[flag 1]] [[severity moderate|critical]]")).toMatchObject({
      risks: [{ severity: "moderate" }],
    });
  });
});
