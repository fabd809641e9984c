/** From a reviewer's form to what is sent, and what still stands in between. Pure. */
import type { Draft, RiskFields } from "@/components/decide/draft";
import { RISK_TYPE_LABELS, riskInWords, SUBJECT_LABELS } from "@/components/decide/labels";
import type { StatedRisk } from "@/domain/decide/complete-findings";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { DecisionInput } from "@/domain/decide/decision-input";

type Finding = DecisionInput["findings"][number];
/** One thing that is still to be said, and the row it belongs to. */
export type Missing = { key: string | null; text: string };

/** The risk these fields state, or null while one of them is not chosen. */
function stated(fields: RiskFields): StatedRisk | null {
  const { subject, type, severity, imminence } = fields;
  return subject === null || type === null || severity === null ? null : { subject, type, severity, imminence };
}

type Present = { key: string; name: string; risk: StatedRisk };

/** The risks that the form says are really present, with how their row is called. */
function presentRisks(draft: Draft): Present[] {
  const risks = draft.risks.flatMap((row, index) => {
    if (row.assessment !== "agree" && row.assessment !== "corrected") return [];
    const risk = row.assessment === "agree" ? row.model : stated(row.fields);
    return risk ? [{ key: row.key, name: `risk ${index + 1}`, risk }] : [];
  });
  const missed = draft.missed.flatMap((row, index) => {
    const risk = stated(row.fields);
    return risk ? [{ key: row.key, name: `risk ${draft.risks.length + index + 1}`, risk }] : [];
  });
  return [...risks, ...missed];
}

function missingInRisks(draft: Draft): Missing[] {
  return draft.risks.flatMap((row, index) => {
    const name = `risk ${index + 1} (${RISK_TYPE_LABELS[row.model.type].toLowerCase()})`;
    if (row.assessment === null) return [{ key: row.key, text: `Assess ${name}.` }];
    if (row.assessment !== "corrected") return [];
    const risk = stated(row.fields);
    if (risk === null) return [{ key: row.key, text: `Complete the change to ${name}.` }];
    const { subject, type, severity, imminence } = row.model;
    const same =
      risk.subject === subject && risk.type === type && risk.severity === severity && risk.imminence === imminence;
    return same ? [{ key: row.key, text: `Change something about ${name}, or agree with it.` }] : [];
  });
}

function missingInMissed(draft: Draft): Missing[] {
  return draft.missed.flatMap((row, index) => {
    const name = `risk ${draft.risks.length + index + 1}`;
    if (stated(row.fields) === null) return [{ key: row.key, text: `Say who, what and how severe ${name} is.` }];
    if (row.messageIds.length === 0) return [{ key: row.key, text: `Choose the messages that show ${name}.` }];
    if (row.messageIds.length > 100) return [{ key: row.key, text: `Choose at most 100 messages for ${name}.` }];
    return [];
  });
}

function doubled(draft: Draft): Missing[] {
  const present = presentRisks(draft);
  return present.flatMap(({ key, name, risk }, index) => {
    const first = present.findIndex(({ risk: other }) => other.subject === risk.subject && other.type === risk.type);
    if (first === index) return [];
    const what = `${RISK_TYPE_LABELS[risk.type].toLowerCase()} (${SUBJECT_LABELS[risk.subject].toLowerCase()})`;
    const text = `${present[first]?.name ?? "another risk"} and ${name} both state ${what}. Keep one.`;
    return [{ key, text: text.charAt(0).toUpperCase() + text.slice(1) }];
  });
}

/** Everything that is still to be said before the form can be saved, first things first; empty when it is complete. */
export function whatIsMissing(draft: Draft): Missing[] {
  const missing = [...missingInRisks(draft), ...missingInMissed(draft), ...doubled(draft)];
  const nothingSaid = draft.risks.length === 0 && draft.missed.length === 0 && !draft.saidNothing;
  if (nothingSaid) missing.push({ key: null, text: "Say that nothing is present, or add a risk." });
  if (draft.note.length > 10_000) missing.push({ key: null, text: "Shorten the note to 10,000 characters." });
  return missing;
}

/** The findings of a complete form; call it only when nothing is missing. */
export function toFindings(draft: Draft): Finding[] {
  const assessed = draft.risks.map((row): Finding => {
    const { key: riskId, messageIds } = row;
    const risk = stated(row.fields);
    if (row.assessment === "agree") return { assessment: "agree", riskId, messageIds };
    if (row.assessment === "corrected" && risk) return { assessment: "corrected", riskId, ...risk, messageIds };
    if (row.assessment === "not_present") return { assessment: "not_present", riskId };
    throw new Error("the form is not complete");
  });
  const missed = draft.missed.map((row): Finding => {
    const risk = stated(row.fields);
    if (!risk) throw new Error("the form is not complete");
    return { assessment: "missed", ...risk, messageIds: row.messageIds };
  });
  return [...assessed, ...missed];
}

/** What a decision says is present, in a sentence. */
export function concluded(findings: DecisionDto["findings"]): string {
  const risks = findings.flatMap(({ subject, type, severity, imminence }) =>
    subject && type && severity ? [riskInWords({ subject, type, severity, imminence })] : [],
  );
  return risks.length === 0 ? "No risk is present." : `${risks.join("; ")}.`;
}

/** What saving would put on record, in a sentence. */
export function conclusion(draft: Draft): string {
  const present = presentRisks(draft);
  if (present.length === 0) return "No risk is present.";
  const [first] = present;
  const more = present.length > 1 ? ` and ${present.length - 1} more` : "";
  return first ? `${riskInWords(first.risk)}${more}.` : "";
}
