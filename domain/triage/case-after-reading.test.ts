import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CASE_REASONS,
  type CaseStep,
  caseAfterReading,
  type LastDecision,
  type LiveCase,
  type ShownReading,
} from "@/domain/triage/case-after-reading";
import type { Tier } from "@/domain/triage/tier";
import {
  type ConversationReading,
  readingOfAnswer,
  unscored as unscoredReading,
} from "@/inference/conversation-reading";
import { IMMINENCES, RISK_TYPES, type Risk, SEVERITIES } from "@/inference/risk";

const aRisk = (severity: Risk["severity"], type: Risk["type"] = "suicide"): Risk => ({
  subject: "self",
  type,
  severity,
  imminence: null,
  features: [],
});
const risk = (...risks: [Risk, ...Risk[]]) => readingOfAnswer({ outcome: "risk", reflection: "", risks });
const clear: ConversationReading = { outcome: "none", reflection: "", risks: [] };
const unscored = unscoredReading("model_error", "");
const suspecting = (one: Risk) => unscoredReading("model_error", "", [{ ...one, agreement: null, messages: [] }]);
const shownRisk: ShownReading = {
  revision: 1,
  outcome: "risk",
  provisional: false,
  risks: [{ subject: "self", type: "suicide" }],
};
const shownRule: ShownReading = { ...shownRisk, provisional: true };
const shownFailure: ShownReading = { ...shownRisk, outcome: "unscored", risks: [] };
const shownClear: ShownReading = { ...shownRisk, outcome: "none", risks: [] };
const live = (
  reason: LiveCase["reason"],
  tier: Tier,
  { held = false, shown = reason === "unscored" ? shownFailure : shownRisk }: Partial<LiveCase> = {},
): LiveCase => ({ reason, tier, held, shown });
const decided = (verdict: "risk" | "none", tier: Tier): LastDecision => ({
  revision: 1,
  verdict,
  tier,
  risks: [{ subject: "self", type: "suicide" }],
});

type Row = [string, LiveCase | null, LastDecision | null, ConversationReading, number, boolean, CaseStep];
const ROWS: Row[] = [
  ["a first risk opens", null, null, risk(aRisk("high")), 1, false, { step: "open", reason: "flagged", tier: 1 }],
  ["a first clear reading does nothing", null, null, clear, 1, false, { step: "nothing" }],
  ["a first failure opens high", null, null, unscored, 1, false, { step: "open", reason: "unscored", tier: 1 }],
  [
    "a higher risk raises",
    live("flagged", 2),
    null,
    risk(aRisk("critical")),
    2,
    false,
    { step: "raise", showReading: true, reason: "flagged", tier: 0 },
  ],
  [
    "an equal risk of another type is shown",
    live("flagged", 1),
    null,
    risk(aRisk("high"), aRisk("mild", "abuse")),
    2,
    false,
    { step: "follow", showReading: true, reason: "flagged" },
  ],
  [
    "a lower risk to another person is shown, and keeps the tier",
    live("flagged", 0),
    null,
    risk({ ...aRisk("mild"), subject: "other" }),
    2,
    false,
    { step: "follow", showReading: true, reason: "flagged" },
  ],
  [
    "a model's reading takes the place of a rule's, and keeps the tier",
    live("flagged", 0, { shown: shownRule }),
    null,
    risk(aRisk("mild")),
    1,
    false,
    { step: "follow", showReading: true, reason: "flagged" },
  ],
  [
    "a rule's reading does not take the place of a rule's",
    live("flagged", 0, { shown: shownRule }),
    null,
    risk(aRisk("mild")),
    2,
    true,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a rule's reading does not take the place of a model's",
    live("flagged", 0),
    null,
    risk(aRisk("mild")),
    2,
    true,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a slow reading of an older revision does not take the place of a newer one",
    live("flagged", 1, { shown: { ...shownRisk, revision: 3 } }),
    null,
    risk(aRisk("mild", "abuse")),
    2,
    false,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a risk is shown on a case that a person opened on a clear reading",
    live("manual", 3, { shown: shownClear }),
    null,
    risk(aRisk("mild")),
    2,
    false,
    { step: "follow", showReading: true, reason: "manual" },
  ],
  [
    "a risk is shown on a case that shows nothing",
    live("manual", 3, { shown: null }),
    null,
    risk(aRisk("mild")),
    1,
    false,
    { step: "follow", showReading: true, reason: "manual" },
  ],
  [
    "an equal risk follows",
    live("flagged", 1),
    null,
    risk(aRisk("high")),
    2,
    false,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a lower risk keeps the tier",
    live("flagged", 0),
    null,
    risk(aRisk("mild")),
    2,
    false,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a clear reading keeps a flagged case",
    live("flagged", 1),
    null,
    clear,
    2,
    false,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "a failure raises a low case, which goes on showing its risk",
    live("flagged", 3),
    null,
    unscored,
    2,
    false,
    { step: "raise", showReading: false, reason: "flagged", tier: 1 },
  ],
  [
    "a failure is shown instead of a clear reading",
    live("manual", 3, { shown: shownClear }),
    null,
    unscored,
    2,
    false,
    { step: "raise", showReading: true, reason: "manual", tier: 1 },
  ],
  [
    "a failure keeps a high case",
    live("flagged", 0),
    null,
    unscored,
    2,
    false,
    { step: "follow", showReading: false, reason: "flagged" },
  ],
  [
    "an unscored case that is read shows the risk",
    live("unscored", 1),
    null,
    risk(aRisk("mild")),
    1,
    false,
    { step: "follow", showReading: true, reason: "flagged" },
  ],
  ["an unscored case that is read clear closes", live("unscored", 1), null, clear, 1, false, { step: "close" }],
  [
    "an unscored case in somebody's hands stays",
    live("unscored", 1, { held: true }),
    null,
    clear,
    1,
    false,
    { step: "follow", showReading: false, reason: "unscored" },
  ],
  [
    "rules do not clear an unscored case",
    live("unscored", 1),
    null,
    clear,
    1,
    true,
    { step: "follow", showReading: false, reason: "unscored" },
  ],
  [
    "a decided revision is not reopened",
    null,
    decided("none", 1),
    risk(aRisk("critical")),
    1,
    false,
    { step: "nothing" },
  ],
  [
    "a higher risk reopens",
    null,
    decided("risk", 1),
    risk(aRisk("critical")),
    2,
    false,
    { step: "open", reason: "reopened", tier: 0 },
  ],
  [
    "another type reopens",
    null,
    decided("risk", 1),
    risk(aRisk("mild", "abuse")),
    2,
    false,
    { step: "open", reason: "reopened", tier: 3 },
  ],
  ["the same risk again does not reopen", null, decided("risk", 1), risk(aRisk("high")), 2, false, { step: "nothing" }],
  [
    "any risk reopens what was found clear",
    null,
    decided("none", 1),
    risk(aRisk("mild")),
    2,
    false,
    { step: "open", reason: "reopened", tier: 3 },
  ],
  [
    "a failure on new messages opens",
    null,
    decided("none", 1),
    unscored,
    2,
    false,
    { step: "open", reason: "unscored", tier: 1 },
  ],
  ["clear new messages do nothing", null, decided("risk", 1), clear, 2, false, { step: "nothing" }],
];

describe("the case after a reading", () => {
  it.each(ROWS)("%s", (_, liveCase, last, reading, revision, provisional, step) => {
    expect(caseAfterReading(liveCase, last, { reading, revision, provisional, incomplete: false })).toEqual(step);
  });

  it.each([
    ["a part that could not be read keeps a mild risk in tier 1", risk(aRisk("mild")), true, 1],
    ["and takes nothing from a critical one", risk(aRisk("critical")), true, 0],
    ["a whole reading of a mild risk is tier 3", risk(aRisk("mild")), false, 3],
    ["what was suspected makes a failure more urgent", suspecting(aRisk("critical")), false, 0],
    ["and never less", suspecting(aRisk("mild")), false, 1],
  ])("%s", (_, reading, incomplete, tier) => {
    const next = { reading, revision: 1, provisional: false, incomplete };
    expect(caseAfterReading(null, null, next)).toMatchObject({ step: "open", tier });
    const raised = caseAfterReading(live("manual", 3), null, next);
    expect(raised).toMatchObject(tier < 3 ? { step: "raise", tier } : { step: "follow" });
  });

  const anyRisk = fc.record({
    subject: fc.constantFrom("self" as const, "other" as const),
    type: fc.constantFrom(...RISK_TYPES),
    severity: fc.constantFrom(...SEVERITIES),
    imminence: fc.constantFrom(null, ...IMMINENCES),
    features: fc.constant<string[]>([]),
  });
  const anyReading: fc.Arbitrary<ConversationReading> = fc.oneof(
    fc.array(anyRisk, { minLength: 1, maxLength: 3 }).map((risks) => risk(...(risks as [Risk, ...Risk[]]))),
    fc.constant(clear),
    fc.constant(unscored),
  );
  const anyLive = fc.record({
    reason: fc.constantFrom(...CASE_REASONS),
    tier: fc.constantFrom<Tier>(0, 1, 2, 3),
    held: fc.boolean(),
    shown: fc.constantFrom(null, shownRisk, shownRule, shownFailure, shownClear),
  });

  it("never makes a live case less urgent", () => {
    fc.assert(
      fc.property(anyLive, anyReading, fc.boolean(), (liveCase, reading, provisional) => {
        const next = caseAfterReading(liveCase, null, { reading, revision: 2, provisional, incomplete: false });
        if (next.step === "raise") expect(next.tier).toBeLessThan(liveCase.tier);
        expect(next.step).not.toBe("open");
      }),
    );
  });

  it("never leaves a case without a reading that holds its new risks, or takes a shown risk away for none", () => {
    fc.assert(
      fc.property(anyLive, anyReading, fc.boolean(), (liveCase, reading, provisional) => {
        const next = caseAfterReading(liveCase, null, { reading, revision: 2, provisional, incomplete: false });
        fc.pre(next.step === "raise" || next.step === "follow");
        const known = liveCase.shown?.risks ?? [];
        const isNew =
          reading.outcome === "risk" &&
          reading.risks.some((one) => !known.some((k) => k.type === one.type && k.subject === one.subject));
        if (isNew) expect(next).toMatchObject({ showReading: true });
        if (reading.outcome !== "risk" && liveCase.shown?.outcome === "risk")
          expect(next).toMatchObject({ showReading: false });
      }),
    );
  });

  it("never lets a failure or a risk end in nothing or a closed case, unless a person saw these very messages", () => {
    fc.assert(
      fc.property(fc.option(anyLive, { nil: null }), anyReading, fc.boolean(), (liveCase, reading, provisional) => {
        fc.pre(reading.outcome !== "none");
        const next = caseAfterReading(liveCase, null, { reading, revision: 1, provisional, incomplete: false });
        expect(["open", "raise", "follow"]).toContain(next.step);
      }),
    );
  });
});
