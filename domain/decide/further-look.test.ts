import { expect, it } from "vitest";
import type { StatedRisk } from "@/domain/decide/complete-findings";
import { furtherLook, type Looked, type LookRules } from "@/domain/decide/further-look";

const ALL: LookRules = {
  secondReviewOfRisk: 0.1,
  secondReviewOfNone: 0.2,
  secondReviewTierZero: true,
  twoPersonDismissal: true,
};
const NONE: LookRules = {
  secondReviewOfRisk: 0,
  secondReviewOfNone: 0,
  secondReviewTierZero: false,
  twoPersonDismissal: false,
};
const critical: StatedRisk = { subject: "self", type: "suicide", severity: "critical", imminence: null };
const emergency: StatedRisk = { ...critical, severity: "mild", imminence: "emergency" };
const high: StatedRisk = { ...critical, severity: "high", imminence: "urgent" };
const made = (change: Partial<Looked>): Looked => ({
  reason: "flagged",
  tier: 0,
  risks: [critical],
  chance: 0.5,
  ...change,
});
const must = { binding: true, probability: 1 };
const rule = { binding: false, probability: 1 };
const drawn = { binding: false, probability: 0.1 };
const drawnOfNone = { binding: false, probability: 0.2 };

it.each<[string, LookRules, Looked, ReturnType<typeof furtherLook>]>([
  ["tier 0 dismissed", ALL, made({ risks: [] }), must],
  ["tier 0 lowered to tier 1", ALL, made({ risks: [high] }), must],
  ["tier 0 confirmed", ALL, made({}), rule],
  ["tier 0 confirmed by an emergency that is mild", ALL, made({ risks: [emergency] }), rule],
  ["tier 0 dismissed on an unscored case", ALL, made({ reason: "unscored", risks: [] }), must],
  ["tier 0 dismissed where one person may", { ...ALL, twoPersonDismissal: false }, made({ risks: [] }), rule],
  ["tier 0 where nothing asks", NONE, made({ risks: [] }), null],
  ["tier 1 dismissed, not drawn", ALL, made({ tier: 1, risks: [] }), null],
  ["tier 1, drawn", ALL, made({ tier: 1, chance: 0.099 }), drawn],
  ["tier 1, at the edge", ALL, made({ tier: 1, chance: 0.1 }), null],
  ["no risk in tier 1, drawn with a share of its own", ALL, made({ tier: 1, risks: [], chance: 0.199 }), drawnOfNone],
  ["a sample without risk, drawn", ALL, made({ reason: "sample", tier: 3, risks: [], chance: 0 }), drawnOfNone],
  ["a sample with a risk, drawn", ALL, made({ reason: "sample", tier: 3, chance: 0 }), drawn],
  ["a share of none alone", { ...NONE, secondReviewOfNone: 1 }, made({ tier: 3, chance: 0 }), null],
  ["a share of nothing", NONE, made({ tier: 1, chance: 0 }), null],
  ["a share of all", { ...NONE, secondReviewOfRisk: 1 }, made({ tier: 3, chance: 0.999999 }), { ...rule }],
  ["a second review", ALL, made({ reason: "second_review", risks: [], chance: 0 }), null],
  ["a reference case", ALL, made({ reason: "gold", risks: [], chance: 0 }), null],
  ["an adjudication", ALL, made({ reason: "adjudication", risks: [], chance: 0 }), null],
])("asks for the right look: %s", (_, rules, looked, expected) => {
  expect(furtherLook(rules, looked)).toEqual(expected);
});
