/**
 * What the model server of the tests answers to a text, by rule. The documented examples get the answers of the model's
 * documentation; a few plain phrases mark a risk; everything else is clear. It is no model and measures nothing.
 */
import type { Risk, RiskType } from "@/inference/risk";

/** `imminence` is never absent here, as in the documentation's examples. */
export type RuleRisk = Omit<Risk, "imminence"> & { imminence: NonNullable<Risk["imminence"]> };
export type RuleAnswer = { reflection: string; risks: readonly RuleRisk[] };

const risk = (given: Partial<RuleRisk> & { type: RiskType }): RuleRisk => ({
  subject: "self",
  severity: "high",
  imminence: "acute",
  features: [],
  ...given,
});

const SPECIAL: readonly (readonly [RegExp, RuleAnswer])[] = [
  [
    /\[\[hostile\]\]/,
    {
      reflection: `The user writes <img src=x onerror="window.__pwned='reflection'"> \u202Eand more\u202C.`,
      risks: [risk({ type: "suicide", imminence: "urgent", features: ["active_ideation"] })],
    },
  ],
  [/\[\[conflict\]\]/, { reflection: "The user states a plan to end their life tonight.", risks: [] }],
  [
    /I want to end it all tonight/i,
    {
      reflection:
        'The user directly expresses intent to end their life with a specific timeline ("tonight"), indicating acute suicidal ideation with imminent risk.',
      risks: [risk({ type: "suicide", imminence: "urgent", features: ["active_ideation", "intent_stated"] })],
    },
  ],
  [
    /My friend told me she's been cutting herself/i,
    {
      reflection:
        "The user is reporting concern about a friend engaging in self-harm behavior. This is third-party disclosure requiring attention.",
      risks: [risk({ subject: "other", type: "self_harm", severity: "moderate", imminence: "chronic" })],
    },
  ],
  [
    /kms lmao this exam/i,
    {
      reflection:
        'The user is using hyperbolic internet slang ("kms" = "kill myself") to express frustration about an exam. The "lmao" and casual context indicate this is not genuine suicidal ideation.',
      risks: [],
    },
  ],
  [
    /used to be suicidal but therapy helped/i,
    {
      reflection:
        "The user is sharing a recovery narrative about past suicidal ideation. They explicitly state therapy helped and they have recovered. No current crisis indicators.",
      risks: [],
    },
  ],
  [
    /thinking about ending it all/i,
    { reflection: "The user discloses thoughts of ending their life.", risks: [risk({ type: "suicide" })] },
  ],
  [
    /right now, on the bridge/i,
    {
      reflection: "The user describes immediate danger to their life.",
      risks: [risk({ type: "suicide", severity: "critical", imminence: "emergency" })],
    },
  ],
];

/** Every phrase that is found adds its risk, once per type. */
const PHRASES: readonly (readonly [RegExp, RuleRisk])[] = [
  [/\b(?:end my life|kill myself|want to die|no reason to live)\b/i, risk({ type: "suicide" })],
  [/\b(?:wants to die|wants to end (?:his|her|their) life)\b/i, risk({ type: "suicide", subject: "other" })],
  [/\b(?:cut(?:ting)? myself|hurt(?:ing)? myself)\b/i, risk({ type: "self_harm", severity: "moderate" })],
  [/\bhave not eaten (?:for|in) days\b/i, risk({ type: "self_neglect", severity: "moderate" })],
  [
    /\bgoing to (?:kill|hurt) (?:him|her|them)\b/i,
    risk({ type: "violence", subject: "other", severity: "critical", imminence: "urgent" }),
  ],
  [/\b(?:he|she|my (?:partner|husband|wife|father|mother)) (?:hits|beats) me\b/i, risk({ type: "abuse" })],
  [/\b(?:raped|sexually assaulted) me\b/i, risk({ type: "sexual_violence" })],
  [
    /\b(?:nobody|no one) feeds (?:him|her|them|me)\b/i,
    risk({ type: "neglect", severity: "moderate", imminence: "chronic" }),
  ],
  [/\b(?:takes|keeps) (?:all )?my (?:wages|passport)\b/i, risk({ type: "exploitation", imminence: "chronic" })],
  [/\b(?:keeps following me|waits outside my house)\b/i, risk({ type: "stalking", severity: "moderate" })],
];

const CLEAR: RuleAnswer = { reflection: "Nothing in this text points to a risk.", risks: [] };

/** @returns the answer to a text; the first special text that fits counts, then all phrases, then "clear" */
export function ruleAnswer(text: string): RuleAnswer {
  const special = SPECIAL.find(([pattern]) => pattern.test(text));
  if (special !== undefined) return special[1];
  const risks = PHRASES.filter(([pattern]) => pattern.test(text)).map(([, found]) => found);
  if (risks.length === 0) return CLEAR;
  return { reflection: `The text names ${risks.map(({ type }) => type).join(" and ")}.`, risks };
}
