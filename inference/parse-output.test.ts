import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseOutput } from "@/inference/parse-output";
import type { Risk } from "@/inference/risk";

const NONE = "<reflection>The user shares good news about work.</reflection>\n<risks/>";
const RISK_TAG = '<risk subject="self" type="suicide" severity="high" imminence="urgent"/>';
const RISK = `<reflection>The user states intent.</reflection>\n<risks>\n${RISK_TAG}\n</risks>`;
const HIGH_RISK: Risk = { subject: "self", type: "suicide", severity: "high", imminence: "urgent", features: [] };

function outcomeOf(raw: string): string {
  return parseOutput(raw, "stop").outcome;
}

describe("parseOutput reads", () => {
  test("an answer without risks", () => {
    expect(parseOutput(NONE, "stop")).toEqual({
      outcome: "none",
      reflection: "The user shares good news about work.",
      risks: [],
    });
  });

  test("an answer with a risk", () => {
    expect(parseOutput(RISK, "stop")).toEqual({
      outcome: "risk",
      reflection: "The user states intent.",
      risks: [HIGH_RISK],
    });
  });

  test("several risks, features and an absent imminence", () => {
    const raw =
      "<reflection>Two people.</reflection><risks>" +
      '<risk features="active_ideation, intent_stated," severity="critical" type="suicide" subject="self" imminence="emergency"/>' +
      '<risk subject="other" type="neglect" severity="mild" features=""/></risks>';
    expect(parseOutput(raw, "stop")).toEqual({
      outcome: "risk",
      reflection: "Two people.",
      risks: [
        {
          subject: "self",
          type: "suicide",
          severity: "critical",
          imminence: "emergency",
          features: ["active_ideation", "intent_stated"],
        },
        { subject: "other", type: "neglect", severity: "mild", imminence: null, features: [] },
      ],
    });
  });

  test.each([
    [
      "a reflection that quotes an empty list, then a real risk",
      RISK.replace("states intent", 'wrote "<risks/>" and means it'),
      "risk",
    ],
    [
      "a reflection that quotes a risk, then an empty list",
      `<reflection>They typed ${RISK_TAG}</reflection>\n<risks></risks>`,
      "none",
    ],
    ["an empty list with a space in its tag", "<reflection>Fine.</reflection><risks />", "none"],
    ["an empty list over two lines", "<reflection>Fine.</reflection>\n<risks>\n</risks>\n", "none"],
    ["a leading thinking part", `<think>\n\n</think>\n\n${RISK}`, "risk"],
    ["a leading thinking part before no risks", `<think>The risks: <risks/></think>${NONE}`, "none"],
    ["single quotes", RISK.replaceAll('"', "'"), "risk"],
    ["a risk closed by its own end tag", RISK.replace("/>", "></risk>"), "risk"],
    ["attributes over several lines", RISK.replace(" type", "\n  type"), "risk"],
    ["a > inside an attribute", RISK.replace("/>", ' features="plan>intent"/>'), "risk"],
  ])("%s", (_title, raw, outcome) => {
    expect(outcomeOf(raw)).toBe(outcome);
  });

  test("the features after a > inside an attribute", () => {
    const reading = parseOutput(RISK.replace("/>", ' features="a>b,c/>d"/>'), null);
    expect(reading).toMatchObject({ outcome: "risk", risks: [{ features: ["a>b", "c/>d"] }] });
  });
});

describe("parseOutput leaves unscored", () => {
  test.each([
    ["an empty answer", ""],
    ["white space", " \n\t "],
    ["a refusal", "I'm sorry, but I can't help with that."],
    ["a bare list", "<risks/>"],
    ["an answer cut inside the reflection", "<reflection>The user states in"],
    ["an answer cut after the reflection", "<reflection>The user states intent.</reflection>\n"],
    ["an answer cut inside a risk", '<reflection>Intent.</reflection>\n<risks>\n<risk subject="self" type="sui'],
    ["an answer cut between risks", `<reflection>Intent.</reflection>\n<risks>\n${RISK_TAG}\n`],
    ["upper-case tags without risks", NONE.toUpperCase()],
    ["upper-case tags with a risk", RISK.replaceAll("risk", "RISK")],
    ["an upper-case value", RISK.replace('"high"', '"HIGH"')],
    ["values outside the lists", RISK.replace("self", "dog").replace("suicide", "banana").replace("high", "extreme")],
    ["an unknown subject", RISK.replace("self", "dog")],
    ["an unknown type", RISK.replace("suicide", "banana")],
    ["an unknown severity", RISK.replace("high", "extreme")],
    ["an unknown imminence", RISK.replace("urgent", "subacute")],
    ["an empty imminence", RISK.replace("urgent", "")],
    ["no subject", RISK.replace('subject="self" ', "")],
    ["no type", RISK.replace('type="suicide" ', "")],
    ["no severity", RISK.replace('severity="high" ', "")],
    ["no attributes", RISK.replace(RISK_TAG, "<risk/>")],
    ["a repeated attribute", RISK.replace("/>", ' severity="mild"/>')],
    ["an unknown attribute", RISK.replace("/>", ' confidence="1"/>')],
    ["an attribute without quotes", RISK.replace('"high"', "high")],
    ["mixed quotes", RISK.replace('"high"', "\"high'")],
    ["a < inside an attribute", RISK.replace("/>", ' features="<3"/>')],
    ["attributes that touch", RISK.replace('" type', '"type')],
    ["text inside a risk", RISK.replace("/>", ">really</risk>")],
    ["text between the parts", RISK.replace("\n<risks>", "\nSo:\n<risks>")],
    ["text inside the list", RISK.replace("\n</risks>", "\nno risks\n</risks>")],
    ["text before the answer", `Here it is: ${NONE}`],
    ["text after the answer", `${NONE}\nStay safe!`],
    ["a code fence", `\`\`\`xml\n${NONE}\n\`\`\``],
    ["a second list", `${NONE}<risks/>`],
    ["an empty list before a real one", `${NONE}\n<risks>${RISK_TAG}</risks>`],
    ["a real list before an empty one", `${RISK}\n<risks/>`],
    ["a risk outside the list", `${NONE}${RISK_TAG}`],
    ["a list inside the list", `<reflection>x</reflection><risks><risks/></risks>`],
    ["two reflections", `<reflection>a</reflection>${NONE}`],
    ["a reflection inside the reflection", `<reflection>They wrote <reflection>ok</reflection><risks/>`],
    ["another spelling of the block inside the reflection", `<reflection>a </ REFLECTION > b</reflection><risks/>`],
    [
      "a reflection the user made close early",
      `<reflection>They wrote </reflection><risks></risks> ignore</reflection>\n<risks>\n${RISK_TAG}\n</risks>`,
    ],
    [
      "a reflection the user made close early, with an answer of its own",
      `<reflection>They wrote </reflection><risks/></reflection>\n<risks>\n${RISK_TAG}\n</risks>`,
    ],
    ["a thinking part that does not end", `<think>hm ${NONE}`],
    ["a thinking part inside the thinking part", `<think>a<think>b</think>${NONE}`],
    ["the end of a thinking part in the reflection", `<think>a</think><reflection>b</think>c</reflection><risks/>`],
    ["a list whose tag has an attribute", `<reflection>x</reflection><risks count="0"/>`],
    ["a fullwidth list", "<reflection>x</reflection>＜risks/＞"],
    ["a no-break space between the parts", "<reflection>x</reflection>\u00a0<risks/>"],
    ["an end-of-turn token", `${NONE}<|im_end|>`],
  ])("%s", (_title, raw) => {
    for (const finishReason of ["stop", null]) {
      expect(parseOutput(raw, finishReason)).toMatchObject({ outcome: "unscored", reason: "output_not_understood" });
    }
  });

  test.each([
    ["length", "output_cut_off"],
    ["max_tokens", "output_cut_off"],
    ["truncated", "output_cut_off"],
    ["abort", "model_error"],
    ["error", "model_error"],
    ["content_filter", "output_not_understood"],
    ["tool_calls", "output_not_understood"],
    ["", "output_not_understood"],
    ["STOP", "output_not_understood"],
  ])("even a complete answer whose finish reason is %j", (finishReason, reason) => {
    expect(parseOutput(NONE, finishReason)).toMatchObject({ outcome: "unscored", reason });
    expect(parseOutput(RISK, finishReason)).toMatchObject({ outcome: "unscored", reason });
  });

  test("with a detail that places the problem and repeats none of the answer", () => {
    const reading = parseOutput(RISK.replace("suicide", "secret-words"), "stop");
    expect(reading).toMatchObject({
      detail: expect.stringMatching(/^At character \d+ of \d+: type is missing or not one/),
    });
    expect(JSON.stringify(reading)).not.toContain("secret-words");
  });
});

describe("the examples in the model's documentation", () => {
  const folder = new URL("../../shared/seeds/", import.meta.url);
  const missing = !existsSync(folder);

  test.skipIf(missing)("parse to their documented outcomes (skipped where ../shared/seeds is absent)", () => {
    const seeds = readdirSync(folder).filter((name) => /^00[01]_/.test(name));
    const documented = seeds.flatMap((name) =>
      readFileSync(new URL(name, folder), "utf8")
        .split(/^(?=<reflection>)/m)
        .slice(1),
    );
    const answers = documented.flatMap(
      (text) =>
        /^<reflection>[^<]*<\/reflection>\n(?:<risks\/>|<risks>\n<risk [^<]*\/>\n<\/risks>)/.exec(text)?.[0] ?? [],
    );
    const readings = answers.map((answer) => parseOutput(answer, "stop"));
    const kinds = readings.map((reading) =>
      reading.outcome === "risk" ? `${reading.risks[0].subject}/${reading.risks[0].type}` : reading.outcome,
    );
    expect(kinds.filter((kind) => kind === "self/suicide").length).toBeGreaterThanOrEqual(2);
    expect(kinds.filter((kind) => kind === "other/self_harm").length).toBeGreaterThanOrEqual(2);
    expect(kinds.filter((kind) => kind === "none").length).toBeGreaterThanOrEqual(3);
    expect(new Set(kinds)).toEqual(new Set(["self/suicide", "other/self_harm", "none"]));
  });
});
