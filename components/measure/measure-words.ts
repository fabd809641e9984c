/** Figures, filters and groups of conversations in words. Pure. */
import { IMMINENCE_LABELS, RISK_TYPE_LABELS, SEVERITY_LABELS, SUBJECT_LABELS } from "@/components/decide/labels";
import { STRATUM_WORDS } from "@/components/settings/setting-lines";
import { languageLabel } from "@/components/triage/filter-labels";
import type { Basis } from "@/domain/measure/figures/figure";
import type {
  Answer,
  IMMINENCES_OR_NONE,
  MeasureCell,
  ModelOutcome,
  Overturn,
  TypeCell,
} from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

/** How the decisions behind a figure were made. */
export const BASIS_LABELS: Readonly<Record<Basis, string>> = {
  blind: "Decided without seeing the model",
  shown: "Decided with the model in view",
  mixed: "Partly decided with the model in view",
  none: "Rests on no decision",
};

export const MODEL_LABELS: Readonly<Record<ModelOutcome, string>> = {
  risk: "Risk",
  none: "No risk",
  unscored: "Unscored",
};

export const ANSWER_LABELS: Readonly<Record<Answer, string>> = {
  risk: "Risk",
  none: "No risk",
  waits: "Second look",
  open: "Undecided",
  unasked: "Not asked",
};

/** Why a list leaves conversations out that its number counts. */
export const KEPT_BLIND =
  "You may be asked to read one of them without knowing what a model or others said. Auditors, who decide nothing, see them.";

export const OVERTURN_LABELS: Readonly<Record<Overturn, string>> = {
  agrees: "Agreed with the model",
  false_positive: "False alarm",
  false_negative: "Missed",
  wrong_type: "Wrong type",
  wrong_subject: "Wrong person at risk",
  wrong_severity: "Wrong severity",
  wrong_imminence: "Wrong imminence",
  technical: "Not read by the model",
};

const TYPE_CELL_WORDS: Readonly<Record<TypeCell, string>> = {
  tp: "named by the model and found by a person",
  fp: "named by the model and not found by the person",
  fn: "found by a person and not named by the model",
  open: "named by the model and not decided yet",
};

/** A stratum of what was not flagged. */
export function stratumLabel(stratum: string): string {
  if (stratum === "seen") return "Come upon without a draw";
  if (stratum === "unframed") return "Never came into a draw";
  const known: Readonly<Record<string, { label: string }>> = STRATUM_WORDS;
  return known[stratum]?.label ?? stratum;
}

/** An imminence, or that none was stated. */
export function imminenceLabel(imminence: (typeof IMMINENCES_OR_NONE)[number]): string {
  return imminence === "unstated" ? "Not stated" : IMMINENCE_LABELS[imminence];
}

const MODEL_SAID: Readonly<Record<ModelOutcome, string>> = {
  risk: "the model said risk",
  none: "the model said no risk",
  unscored: "the model could not read it",
};
const PERSON_SAID: Readonly<Record<Answer | "all", string>> = {
  risk: "a person found a risk",
  none: "a person found none",
  waits: "a second person has yet to agree",
  open: "nobody has decided yet",
  unasked: "nobody was asked",
  all: "whatever people said",
};

/** A group of conversations in a sentence without its full stop: "The model said risk, and a person found none". */
export function cellInWords(cell: MeasureCell): string {
  const text = said(cell);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function said(cell: MeasureCell): string {
  switch (cell[0]) {
    case "outcome":
      return `${MODEL_SAID[cell[1]]}, and ${PERSON_SAID[cell[2]]}`;
    case "stratum":
      return `not flagged, “${stratumLabel(cell[1])}”, and ${PERSON_SAID[cell[2]]}`;
    case "overturn":
      return `decided: ${OVERTURN_LABELS[cell[1]].toLowerCase()}`;
    case "type": {
      const [, type, subject, which] = cell;
      const who = subject === "any" ? "" : ` (${SUBJECT_LABELS[subject].toLowerCase()})`;
      return `${RISK_TYPE_LABELS[type].toLowerCase()}${who}, ${TYPE_CELL_WORDS[which]}`;
    }
    case "severity":
      return `severity: the model said ${SEVERITY_LABELS[cell[1]].toLowerCase()}, the person ${SEVERITY_LABELS[cell[2]].toLowerCase()}`;
    case "imminence":
      return `imminence: the model said ${imminenceLabel(cell[1]).toLowerCase()}, the person ${imminenceLabel(cell[2]).toLowerCase()}`;
  }
}

/** What the conversations a cell counts are called where they have a name of their own: "False negatives". */
export function cellName(cell: MeasureCell): string {
  const names: Readonly<Record<string, string>> = {
    "outcome.risk.risk": "True positives",
    "outcome.risk.none": "False positives",
    "outcome.none.risk": "False negatives",
    "outcome.none.none": "True negatives",
  };
  return names[cell.join(".")] ?? "Conversations behind a number";
}

/** A filter in words, one for each part, in the order of the form; none for no filter. */
export function filterInWords(filter: MeasureFilter, sourceName?: string): string[] {
  const { from, to, source, language, model, strategy, tier, visibility } = filter;
  return [
    from !== undefined && `read from ${from}`,
    to !== undefined && `read before ${to}`,
    source !== undefined && `source ${sourceName ?? source}`,
    language !== undefined && (language === "unknown" ? "language not known" : languageLabel(language)),
    model !== undefined && `model ${model}`,
    strategy !== undefined && `strategy ${strategy}`,
    tier !== undefined && `tier ${tier}`,
    visibility !== undefined && BASIS_LABELS[visibility].toLowerCase(),
  ].filter((part) => part !== false);
}
