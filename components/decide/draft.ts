/** What a reviewer has said so far about one case, and what each press or click changes in it. Pure. */
import type { Certainty } from "@/components/decide/labels";
import type { ModelRisk } from "@/domain/decide/complete-findings";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { Imminence, RiskSubject, RiskType, Severity } from "@/inference/risk";

/** A risk as stated in the form; null is "not chosen yet", except for the imminence, where it is "not stated". */
export type RiskFields = {
  subject: RiskSubject | null;
  type: RiskType | null;
  severity: Severity | null;
  imminence: Imminence | null;
};
export type Assessment = "agree" | "corrected" | "not_present";

/** What the reviewer says about one risk of the model. `key` is the risk's id. */
export type RiskDraft = {
  key: string;
  model: ModelRisk;
  assessment: Assessment | null;
  fields: RiskFields;
  messageIds: string[];
};
export type MissedDraft = { key: string; fields: RiskFields; messageIds: string[] };

export type Draft = {
  risks: RiskDraft[];
  missed: MissedDraft[];
  /** The model was shown and found nothing, so that agreeing with it says "nothing is present". */
  modelSaysNone: boolean;
  saidNothing: boolean;
  /** The row that the keys act on. */
  selected: string | null;
  certainty: Certainty;
  action: string;
  note: string;
  missedCount: number;
};

/** What the reviewer is shown of the model: null where its answer is hidden, or is not an answer. */
export type ShownReading = { risks: readonly ModelRisk[] } | null;

/** What of a decision a form can take over. */
export type SaidBefore = Pick<DecisionDto, "findings" | "certainty" | "action" | "note">;

export type DraftChange =
  | { change: "agree-all" }
  | { change: "nothing-present" }
  | { change: "assess"; key: string; assessment: Assessment }
  | { change: "fields"; key: string; fields: Partial<RiskFields> }
  | { change: "add-missed" }
  | { change: "remove-missed"; key: string }
  | { change: "toggle-message"; key: string; messageId: string }
  | { change: "select"; key: string | null }
  | { change: "certainty"; certainty: Certainty }
  | { change: "action"; action: string }
  | { change: "note"; note: string }
  /** Says what a decision says, of what is stated here. */
  | { change: "take-over"; decision: SaidBefore }
  | { change: "insert"; text: string; at: { from: number; to: number } }
  /** The case was read again: what was said about risks that are still stated is kept. */
  | { change: "rebase"; reading: ShownReading; messageIds: readonly string[] };

const BLANK: RiskFields = { subject: null, type: null, severity: null, imminence: null };

function startRisk(model: ModelRisk): RiskDraft {
  const { subject, type, severity, imminence } = model;
  return { key: model.id, model, assessment: null, fields: { subject, type, severity, imminence }, messageIds: [] };
}

/** The empty form for a case. */
export function startDraft(reading: ShownReading, action = "no_action"): Draft {
  const risks = (reading?.risks ?? []).map(startRisk);
  return {
    risks,
    missed: [],
    modelSaysNone: reading !== null && risks.length === 0,
    saidNothing: false,
    selected: risks[0]?.key ?? null,
    certainty: "sure",
    action,
    note: "",
    missedCount: 0,
  };
}

/** Keys of all rows in the order they are shown and numbered. */
export function rowKeys(draft: Draft): string[] {
  return [...draft.risks, ...draft.missed].map((row) => row.key);
}

/** Whether anything was said that would be lost with the form. */
export function isTouched(draft: Draft): boolean {
  const assessed = draft.risks.some((risk) => risk.assessment !== null || risk.messageIds.length > 0);
  return assessed || draft.missed.length > 0 || draft.saidNothing || draft.note.trim() !== "";
}

function isBlank(row: MissedDraft): boolean {
  return row.messageIds.length === 0 && Object.values(row.fields).every((value) => value === null);
}

function toggle(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
}

function changeRow(
  draft: Draft,
  key: string,
  risk: (row: RiskDraft) => RiskDraft,
  missed: (row: MissedDraft) => MissedDraft,
) {
  return {
    ...draft,
    risks: draft.risks.map((row) => (row.key === key ? risk(row) : row)),
    missed: draft.missed.map((row) => (row.key === key ? missed(row) : row)),
  };
}

function addMissed(draft: Draft): Draft {
  const missedCount = draft.missedCount + 1;
  const key = `missed-${missedCount}`;
  const row = { key, fields: BLANK, messageIds: [] };
  return { ...draft, missed: [...draft.missed, row], missedCount, saidNothing: false, selected: key };
}

/** What a decision says is present; how it came to say so, out of its own reading or a model's, is another matter. */
function takeOver(draft: Draft, { findings, certainty, action, note }: SaidBefore): Draft {
  const present = findings.flatMap(({ subject, type, severity, imminence, messageIds }) =>
    subject && type && severity
      ? [{ fields: { subject, type, severity, imminence }, messageIds: [...messageIds] }]
      : [],
  );
  const isAbout = ({ subject, type }: RiskFields, model: ModelRisk) => subject === model.subject && type === model.type;
  const risks = draft.risks.map((row): RiskDraft => {
    const { key, model } = row;
    const said = present.find(({ fields }) => isAbout(fields, model));
    const { subject, type, severity, imminence } = model;
    if (!said) {
      const fields = { subject, type, severity, imminence };
      return { key, model, assessment: "not_present", fields, messageIds: [] };
    }
    const same = said.fields.severity === severity && said.fields.imminence === imminence;
    return { key, model, assessment: same ? "agree" : "corrected", ...said };
  });
  const others = present.filter(({ fields }) => !draft.risks.some(({ model }) => isAbout(fields, model)));
  const missed = others.map((row, index) => ({ ...row, key: `missed-${draft.missedCount + index + 1}` }));
  return {
    ...draft,
    risks,
    missed,
    missedCount: draft.missedCount + missed.length,
    saidNothing: present.length === 0,
    selected: risks[0]?.key ?? missed[0]?.key ?? null,
    certainty,
    action,
    note: note ?? "",
  };
}

/** What a row says is present; null where it says that nothing is, or says nothing yet. */
function saidPresent({ assessment, model, fields }: RiskDraft): RiskFields | null {
  if (assessment === "corrected") return fields;
  if (assessment !== "agree") return null;
  const { subject, type, severity, imminence } = model;
  return { subject, type, severity, imminence };
}

/** Risks that were said to be present and that no row asks about any more: the reviewer's word, now without the model's. */
function orphaned(draft: Draft, risks: readonly RiskDraft[]): Omit<MissedDraft, "key">[] {
  return draft.risks.flatMap((row) => {
    const said = saidPresent(row);
    if (said === null) return [];
    const isKept = risks.some(({ assessment, model, fields }) => {
      const { subject, type } = assessment === "corrected" ? fields : model;
      return assessment !== "not_present" && subject === said.subject && type === said.type;
    });
    return isKept ? [] : [{ fields: said, messageIds: row.messageIds }];
  });
}

function rebase(draft: Draft, reading: ShownReading, messageIds: readonly string[]): Draft {
  const fresh = startDraft(reading);
  const risks = fresh.risks.map((row) => {
    const { subject, type, severity, imminence } = row.model;
    const before = draft.risks.find(({ model }) => model.subject === subject && model.type === type);
    if (before === undefined) return row;
    const { assessment, fields, messageIds } = before;
    const same = before.model.severity === severity && before.model.imminence === imminence;
    return same ? { ...row, assessment, fields, messageIds } : { ...row, messageIds };
  });
  const added = orphaned(draft, risks).map((row, index) => ({
    ...row,
    key: `missed-${draft.missedCount + index + 1}`,
  }));
  const known = new Set(messageIds);
  const keep = <Row extends { messageIds: string[] }>(row: Row): Row => ({
    ...row,
    messageIds: row.messageIds.filter((id) => known.has(id)),
  });
  return {
    ...draft,
    risks: risks.map(keep),
    missed: [...draft.missed, ...added].map(keep),
    missedCount: draft.missedCount + added.length,
    modelSaysNone: fresh.modelSaysNone,
    // It was said of fewer messages than there are now: it has to be said again.
    saidNothing: false,
    selected: added[0]?.key ?? fresh.selected,
  };
}

/** The form after one change. */
export function changeDraft(draft: Draft, what: DraftChange): Draft {
  switch (what.change) {
    case "agree-all":
      return {
        ...draft,
        risks: draft.risks.map((row) => ({ ...row, assessment: "agree" })),
        saidNothing: draft.saidNothing || (draft.modelSaysNone && draft.missed.length === 0),
      };
    case "nothing-present": {
      const missed = draft.missed.filter((row) => !isBlank(row));
      const risks = draft.risks.map((row) => ({ ...row, assessment: "not_present" as const }));
      return { ...draft, risks, missed, saidNothing: missed.length === 0 };
    }
    case "assess":
      return changeRow(
        { ...draft, selected: what.key },
        what.key,
        (row) => ({ ...row, assessment: what.assessment }),
        (row) => row,
      );
    case "fields":
      return changeRow(
        { ...draft, selected: what.key },
        what.key,
        (row) => ({ ...row, assessment: "corrected", fields: { ...row.fields, ...what.fields } }),
        (row) => ({ ...row, fields: { ...row.fields, ...what.fields } }),
      );
    case "add-missed":
      return addMissed(draft);
    case "remove-missed": {
      const missed = draft.missed.filter((row) => row.key !== what.key);
      return {
        ...draft,
        missed,
        selected: draft.selected === what.key ? (draft.risks[0]?.key ?? null) : draft.selected,
      };
    }
    case "toggle-message": {
      const set = <Row extends { messageIds: string[] }>(row: Row) => ({
        ...row,
        messageIds: toggle(row.messageIds, what.messageId),
      });
      return changeRow(draft, what.key, set, set);
    }
    case "select":
      return { ...draft, selected: what.key };
    case "certainty":
      return { ...draft, certainty: what.certainty };
    case "action":
      return { ...draft, action: what.action };
    case "note":
      return { ...draft, note: what.note };
    case "insert": {
      const { from, to } = what.at;
      return { ...draft, note: `${draft.note.slice(0, from)}${what.text}${draft.note.slice(to)}` };
    }
    case "take-over":
      return takeOver(draft, what.decision);
    case "rebase":
      return rebase(draft, what.reading, what.messageIds);
  }
}
