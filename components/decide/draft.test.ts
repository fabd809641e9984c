import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeDraft,
  type Draft,
  type DraftChange,
  isTouched,
  rowKeys,
  type SaidBefore,
  startDraft,
} from "@/components/decide/draft";
import { conclusion, toFindings, whatIsMissing } from "@/components/decide/draft-findings";
import { completeFindings, type ModelRisk } from "@/domain/decide/complete-findings";
import { decisionInputSchema } from "@/domain/decide/decision-input";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const MESSAGES = [id(101), id(102), id(103)];
const suicide: ModelRisk = { id: id(1), subject: "self", type: "suicide", severity: "high", imminence: "urgent" };
const abuse: ModelRisk = { id: id(2), subject: "other", type: "abuse", severity: "mild", imminence: null };

function pressed(start: Draft, ...changes: DraftChange[]): Draft {
  return changes.reduce(changeDraft, start);
}

const missedSuicide: DraftChange = {
  change: "fields",
  key: "missed-1",
  fields: { subject: "self", type: "suicide", severity: "high" },
};
const showIt: DraftChange = { change: "toggle-message", key: "missed-1", messageId: id(101) };

const CASES: { title: string; start: Draft; changes: DraftChange[]; missing: string[] }[] = [
  {
    title: "an untouched form names every risk that is not assessed",
    start: startDraft({ risks: [suicide, abuse] }),
    changes: [],
    missing: ["Assess risk 1 (suicide).", "Assess risk 2 (abuse)."],
  },
  {
    title: "one key agrees with everything",
    start: startDraft({ risks: [suicide, abuse] }),
    changes: [{ change: "agree-all" }],
    missing: [],
  },
  {
    title: "a change that changes nothing is not a change",
    start: startDraft({ risks: [suicide] }),
    changes: [{ change: "assess", key: id(1), assessment: "corrected" }],
    missing: ["Change something about risk 1 (suicide), or agree with it."],
  },
  {
    title: "two rows cannot state the same subject and type",
    start: startDraft({ risks: [suicide] }),
    changes: [{ change: "agree-all" }, { change: "add-missed" }, missedSuicide, showIt],
    missing: ["Risk 1 and risk 2 both state suicide (the speaker). Keep one."],
  },
  {
    title: "a missed risk needs its fields",
    start: startDraft(null),
    changes: [{ change: "add-missed" }],
    missing: ["Say who, what and how severe risk 1 is."],
  },
  {
    title: "a missed risk needs a message that shows it",
    start: startDraft(null),
    changes: [{ change: "add-missed" }, missedSuicide],
    missing: ["Choose the messages that show risk 1."],
  },
  {
    title: "where the model is hidden, agreeing says nothing",
    start: startDraft(null),
    changes: [{ change: "agree-all" }],
    missing: ["Say that nothing is present, or add a risk."],
  },
  {
    title: "where the model found nothing, agreeing says that nothing is present",
    start: startDraft({ risks: [] }),
    changes: [{ change: "agree-all" }],
    missing: [],
  },
  {
    title: "adding a risk takes back that nothing is present",
    start: startDraft(null),
    changes: [{ change: "nothing-present" }, { change: "add-missed" }, { change: "remove-missed", key: "missed-1" }],
    missing: ["Say that nothing is present, or add a risk."],
  },
  {
    title: "a note that is too long is named, not cut",
    start: startDraft({ risks: [] }),
    changes: [{ change: "agree-all" }, { change: "note", note: "a".repeat(10_001) }],
    missing: ["Shorten the note to 10,000 characters."],
  },
];

describe("what is missing", () => {
  it.each(CASES)("$title", ({ start, changes, missing }) => {
    expect(whatIsMissing(pressed(start, ...changes)).map(({ text }) => text)).toEqual(missing);
  });
});

describe("changing the form", () => {
  it("keeps a risk that was added with content when nothing else is present, and drops an empty one", () => {
    const filled = pressed(startDraft({ risks: [abuse] }), { change: "add-missed" }, missedSuicide, {
      change: "add-missed",
    });
    const cleared = changeDraft(filled, { change: "nothing-present" });
    expect(rowKeys(cleared)).toEqual([id(2), "missed-1"]);
    expect(cleared.saidNothing).toBe(false);
  });

  it("keeps what was typed into a change while another answer is tried", () => {
    const changed = pressed(
      startDraft({ risks: [suicide] }),
      { change: "fields", key: id(1), fields: { severity: "mild" } },
      { change: "assess", key: id(1), assessment: "agree" },
      { change: "assess", key: id(1), assessment: "corrected" },
    );
    expect(toFindings(changed)).toMatchObject([{ assessment: "corrected", severity: "mild", type: "suicide" }]);
  });

  it("keeps answers to risks that a new reading states again, and asks about the others", () => {
    const before = pressed(
      startDraft({ risks: [suicide, abuse] }),
      { change: "agree-all" },
      { change: "note", note: "seen" },
    );
    const again = { ...suicide, id: id(7) };
    const worse: ModelRisk = { ...abuse, id: id(8), severity: "critical" };
    const rebased = changeDraft(before, { change: "rebase", reading: { risks: [again, worse] }, messageIds: MESSAGES });
    expect(rebased.risks.map(({ key, assessment }) => [key, assessment])).toEqual([
      [id(7), "agree"],
      [id(8), null],
    ]);
    expect(rebased.note).toBe("seen");
  });

  it.each([
    ["no longer states it", { risks: [abuse] }],
    ["is no reading", null],
  ])("keeps a risk that was agreed with, as the reviewer's own, where a new reading %s", (_, reading) => {
    const shownBy: DraftChange = { change: "toggle-message", key: id(1), messageId: id(102) };
    const before = pressed(startDraft({ risks: [suicide] }), { change: "agree-all" }, shownBy);
    const rebased = changeDraft(before, { change: "rebase", reading, messageIds: MESSAGES });
    const { id: _id, ...stated } = suicide;
    expect(rebased.missed).toEqual([{ key: "missed-1", fields: stated, messageIds: [id(102)] }]);
    const answered = changeDraft(rebased, { change: "assess", key: id(2), assessment: "not_present" });
    expect(toFindings(answered)).toContainEqual({ assessment: "missed", ...stated, messageIds: [id(102)] });
  });

  it("does not let a kept risk be saved before a message shows it", () => {
    const gone = { change: "rebase", reading: null, messageIds: MESSAGES.slice(1) } as const;
    const shownBy: DraftChange = { change: "toggle-message", key: id(1), messageId: id(101) };
    const rebased = pressed(startDraft({ risks: [suicide] }), { change: "agree-all" }, shownBy, gone);
    expect(whatIsMissing(rebased).map(({ text }) => text)).toEqual(["Choose the messages that show risk 1."]);
  });

  it("keeps what a risk was changed to, by what it was changed to", () => {
    const toHarm: DraftChange = { change: "fields", key: id(1), fields: { type: "self_harm" } };
    const before = pressed(startDraft({ risks: [suicide] }), toHarm);
    const harm: ModelRisk = { ...suicide, id: id(9), type: "self_harm" };
    const asked = changeDraft(before, { change: "rebase", reading: { risks: [harm] }, messageIds: MESSAGES });
    expect(asked.missed).toEqual([]);
    expect(whatIsMissing(asked).map(({ text }) => text)).toEqual(["Assess risk 1 (self-harm)."]);
    const kept = changeDraft(before, { change: "rebase", reading: { risks: [abuse] }, messageIds: MESSAGES });
    expect(kept.missed).toMatchObject([{ fields: { type: "self_harm", severity: "high" } }]);
  });

  it("drops what was said not to be there when the reading no longer says it", () => {
    const before = pressed(startDraft({ risks: [suicide] }), { change: "nothing-present" });
    const rebased = changeDraft(before, { change: "rebase", reading: { risks: [abuse] }, messageIds: MESSAGES });
    expect(rowKeys(rebased)).toEqual([id(2)]);
  });

  it("keeps the messages of a risk that a new reading states more severely", () => {
    const shownBy: DraftChange = { change: "toggle-message", key: id(1), messageId: id(102) };
    const worse: ModelRisk = { ...suicide, id: id(9), severity: "critical" };
    const before = pressed(startDraft({ risks: [suicide] }), { change: "agree-all" }, shownBy);
    const rebased = changeDraft(before, { change: "rebase", reading: { risks: [worse] }, messageIds: MESSAGES });
    expect(rebased.risks).toMatchObject([{ key: id(9), assessment: null, messageIds: [id(102)] }]);
  });

  it("asks again whether nothing is present once more messages are shown", () => {
    const before = pressed(startDraft(null), { change: "nothing-present" });
    const rebased = changeDraft(before, { change: "rebase", reading: null, messageIds: MESSAGES });
    expect(whatIsMissing(rebased)).toHaveLength(1);
  });

  it("knows an untouched form from one with something to lose", () => {
    expect(isTouched(startDraft({ risks: [suicide] }))).toBe(false);
    expect(isTouched(changeDraft(startDraft(null), { change: "note", note: " " }))).toBe(false);
    expect(isTouched(changeDraft(startDraft(null), { change: "nothing-present" }))).toBe(true);
  });

  it("says what saving will put on record", () => {
    const agreed = pressed(startDraft({ risks: [suicide, abuse] }), { change: "agree-all" });
    expect(conclusion(agreed)).toBe("Suicide, the speaker, high, urgent and 1 more.");
    expect(conclusion(changeDraft(agreed, { change: "nothing-present" }))).toBe("No risk is present.");
  });
});

const KEYS = [id(1), id(2), "missed-1", "missed-2", "missed-3"];
const anyFields = fc.record(
  {
    subject: fc.constantFrom(...RISK_SUBJECTS),
    type: fc.constantFrom(...RISK_TYPES),
    severity: fc.constantFrom(...SEVERITIES),
    imminence: fc.constantFrom(...IMMINENCES, null),
  },
  { requiredKeys: [] },
);
const anyChange: fc.Arbitrary<DraftChange> = fc.oneof(
  fc.constantFrom<DraftChange>({ change: "agree-all" }, { change: "nothing-present" }, { change: "add-missed" }),
  fc.record({
    change: fc.constant("assess" as const),
    key: fc.constantFrom(...KEYS),
    assessment: fc.constantFrom("agree" as const, "corrected" as const, "not_present" as const),
  }),
  fc.record({ change: fc.constant("fields" as const), key: fc.constantFrom(...KEYS), fields: anyFields }),
  fc.record({
    change: fc.constant("toggle-message" as const),
    key: fc.constantFrom(...KEYS),
    messageId: fc.constantFrom(...MESSAGES),
  }),
  fc.record({ change: fc.constant("remove-missed" as const), key: fc.constantFrom(...KEYS) }),
);

describe("a complete form", () => {
  it("is always one that the desk accepts, whatever was pressed before", () => {
    const readings = fc.constantFrom([suicide, abuse], [suicide], []);
    let complete = 0;
    fc.assert(
      fc.property(readings, fc.array(anyChange, { maxLength: 30 }), (risks, changes) => {
        const draft = pressed(startDraft({ risks }), ...changes);
        if (whatIsMissing(draft).length > 0) return;
        complete += 1;
        const input = { token: "t", revision: 1, findings: toFindings(draft) };
        const { findings } = decisionInputSchema.parse(input);
        expect(completeFindings(findings, risks, new Set(MESSAGES))).toMatchObject({ ok: true });
      }),
      { numRuns: 500 },
    );
    expect(complete).toBeGreaterThan(20);
  });
});

describe("taking a decision over", () => {
  const said = (findings: SaidBefore["findings"]): SaidBefore => ({
    findings,
    certainty: "fairly_sure",
    action: "person_contacted",
    note: null,
  });
  const model: ModelRisk = { id: "r1", subject: "self", type: "suicide", severity: "high", imminence: "urgent" };
  const { id: _, ...stated } = model;
  const out = { riskId: null, messageIds: ["m1"] };

  it.each([
    ["agrees where it states the model's risk", said([{ ...stated, ...out, assessment: "missed" }]), "agree", 0],
    [
      "changes where it states another severity",
      said([{ ...stated, severity: "mild", ...out, assessment: "missed" }]),
      "corrected",
      0,
    ],
    ["denies where it states nothing", said([]), "not_present", 0],
    [
      "denies and adds where it states another risk",
      said([{ ...stated, type: "abuse", ...out, assessment: "missed" }]),
      "not_present",
      1,
    ],
  ] as const)("%s", (_name, decision, assessment, missed) => {
    const draft = changeDraft(startDraft({ risks: [model] }), { change: "take-over", decision });
    expect(draft.risks).toMatchObject([{ key: "r1", assessment }]);
    expect(draft.missed).toHaveLength(missed);
    expect(draft).toMatchObject({ certainty: "fairly_sure", action: "person_contacted", note: "" });
    expect(whatIsMissing(draft)).toEqual([]);
  });

  it("says that nothing is present where the model was hidden and the decision found nothing", () => {
    const draft = changeDraft(startDraft(null), { change: "take-over", decision: said([]) });
    expect(draft.saidNothing).toBe(true);
    expect(whatIsMissing(draft)).toEqual([]);
  });
});

it("puts a template where the caret is", () => {
  const draft = { ...startDraft(null), note: "before after" };
  expect(changeDraft(draft, { change: "insert", text: "and ", at: { from: 7, to: 7 } }).note).toBe("before and after");
});
