/**
 * The words for the values of the model, the queue and the decision, in safe-messaging language: plain, without blame and
 * without detail of any method. Every page that names one of these takes its word from here. Pure.
 */
import type { CERTAINTIES } from "@/domain/decide/decision-input";
import type { MessageRole } from "@/domain/ingest/message";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import type { CaseState } from "@/domain/triage/case-state";
import {
  type Imminence,
  type Outcome,
  type RiskSubject,
  type RiskType,
  type Severity,
  severityRank,
  UNSCORED_REASONS,
  type UnscoredReason,
} from "@/inference/risk";

export type Certainty = (typeof CERTAINTIES)[number];

export const RISK_TYPE_LABELS: Readonly<Record<RiskType, string>> = {
  suicide: "Suicide",
  self_harm: "Self-harm",
  self_neglect: "Self-neglect",
  violence: "Violence",
  abuse: "Abuse",
  sexual_violence: "Sexual violence",
  neglect: "Neglect",
  exploitation: "Exploitation",
  stalking: "Stalking",
};

/** Who is at risk. */
export const SUBJECT_LABELS: Readonly<Record<RiskSubject, string>> = { self: "The speaker", other: "Someone else" };

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  mild: "Mild",
  moderate: "Moderate",
  high: "High",
  critical: "Critical",
};

export const IMMINENCE_LABELS: Readonly<Record<Imminence, string>> = {
  chronic: "Chronic",
  acute: "Acute",
  urgent: "Urgent",
  emergency: "Emergency",
};

/** Said where the imminence is absent. */
export const NO_IMMINENCE_LABEL = "Imminence not stated";

export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  risk: "Risk found",
  none: "No risk found",
  unscored: "Unscored",
};

/** Why a case exists, in a word or two. */
export const REASON_LABELS: Readonly<Record<CaseReason, string>> = {
  flagged: "Flagged",
  unscored: "Unscored",
  sample: "Blind reading",
  second_review: "Second review",
  adjudication: "Adjudication",
  gold: "Reference case",
  reopened: "Reopened",
  manual: "Opened by hand",
};

/** Why a case exists, in a sentence. */
export const REASON_NOTES: Readonly<Record<CaseReason, string>> = {
  flagged: "The model found a risk.",
  unscored: "The model could not read this conversation, so a person must.",
  sample: "Read without the model’s answer, and without what anybody else made of it.",
  second_review: "A second person reads what somebody has decided, without knowing what.",
  adjudication: "Two people came to different conclusions; a third settles it.",
  gold: "A case whose answer is known, mixed in unseen.",
  reopened: "New messages came after a decision, and the model sees more risk in them.",
  manual: "Somebody on the team wants this looked at.",
};

/** Why the model's answer is not shown yet, in a sentence. */
export const HIDDEN_NOTES = {
  blind:
    "This is read without the model’s answer, and without what anybody else made of it. A reading counts only if nothing has steered it.",
  own_reading_first:
    "This desk asks for your own reading first. The model’s answer is shown once yours is saved, and you can then correct it.",
} as const;

export const STATE_LABELS: Readonly<Record<CaseState, string>> = {
  open: "Waiting",
  claimed: "With a reviewer",
  escalated: "Escalated",
  decided: "Decided",
  closed: "Closed",
};

export const CERTAINTY_LABELS: Readonly<Record<Certainty, string>> = {
  unsure: "Unsure",
  fairly_sure: "Fairly sure",
  sure: "Sure",
};

/** How soon a person looks at a case of each tier. */
export const TIER_NOTES = ["within 60 seconds", "within 5 minutes", "within 30 minutes", "within 24 hours"] as const;

export const ROLE_LABELS: Readonly<Record<MessageRole, string>> = {
  user: "Person",
  assistant: "Assistant",
  agent: "Agent",
  system: "System",
};

const UNSCORED_LABELS: Readonly<Record<UnscoredReason, string>> = {
  model_unreachable: "The model server could not be reached.",
  model_timeout: "The model did not answer in time.",
  model_error: "The model server answered with an error.",
  output_cut_off: "The model's answer was cut off.",
  output_not_understood: "The model's answer could not be understood.",
  reflection_conflict: "The model's words name a danger, but its list of risks is empty.",
  judges_undecided: "Too few judges gave a readable answer to settle it.",
  low_safety_score: "No rule matched, but the safety score of the text is low.",
  input_cut: "The model server did not see the whole text.",
  input_too_long: "The conversation is longer than the model can read.",
  nothing_to_read: "There are no words to read: they were erased, or none came.",
  internal_error: "Something went wrong on our side while reading.",
};

/** Why a reading failed, in a sentence. A reason this page does not know is named as it is, never left out. */
export function unscoredLabel(reason: string | null): string {
  const known = UNSCORED_REASONS.find((candidate) => candidate === reason);
  if (known) return UNSCORED_LABELS[known];
  return reason === null ? "The reason was not recorded." : `The reading failed: ${reason.replaceAll("_", " ")}.`;
}

/**
 * A decision's action in words; one that is not among them is shown as it is.
 * @param actions as admins keep them, where they are at hand
 */
export function actionLabel(action: string, actions: readonly { id: string; label: string }[] = []): string {
  const words = action.replaceAll("_", " ");
  return actions.find(({ id }) => id === action)?.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The step of a severity on the LevelMark's scale, 1 (mild) to 4 (critical). */
export function severityLevel(severity: Severity): 1 | 2 | 3 | 4 {
  const steps = [1, 2, 3, 4] as const;
  return steps[severityRank(severity)] ?? 4;
}

/** A tier as the rank of its mark; a number outside 0 to 3 counts as the most urgent, never as the least. */
export function tierRank(tier: number): 0 | 1 | 2 | 3 {
  return tier === 1 || tier === 2 || tier === 3 ? tier : 0;
}

/** One risk in a few words: "Suicide, the speaker, critical, emergency". */
export function riskInWords(risk: {
  type: RiskType;
  subject: RiskSubject;
  severity: Severity;
  imminence: Imminence | null;
}): string {
  const parts = [RISK_TYPE_LABELS[risk.type], SUBJECT_LABELS[risk.subject], SEVERITY_LABELS[risk.severity]];
  if (risk.imminence !== null) parts.push(IMMINENCE_LABELS[risk.imminence]);
  return parts.map((part, index) => (index === 0 ? part : part.toLowerCase())).join(", ");
}
