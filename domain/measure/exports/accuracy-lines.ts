/**
 * Figures in the shape of the part on automated means of the DSA's transparency template: one line for each indicator and
 * scope (Implementing Regulation (EU) 2024/2835, Annex I, part II, section 1.6; Regulation (EU) 2022/2065, Article 15(1)(e)
 * and 42(2)(c)). What only the operator knows is left to them, see docs/measure.md. Pure.
 */
import type { MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import type { Figure } from "@/domain/measure/figures/figure";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";

export type AccuracyLine = {
  section: string;
  indicator: string;
  /** `all`, or the ISO 639-1 code of a language, or `unknown`. */
  scope: string;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number | null;
  method: string | null;
  note: string;
};

const SECTION = "Use of automated means: indicators of accuracy and possible rate of error";

const INDICATORS = {
  precision: ["Precision", "Wilson interval at 95% over decided flags"],
  recall: ["Recall", "Stratified random sample of unflagged items read blind; Jeffreys interval at 95%"],
  falsePositiveRate: ["Possible rate of error: false positives", "From the same sample; 95% interval"],
  elusion: ["Possible rate of error: missed among the unflagged", "From the same sample; 95% interval"],
  prevalence: ["Prevalence", "From the same sample; 95% interval"],
  overturnRate: ["Overturned by human review", "Wilson interval at 95% over decided items"],
  unscoredRate: ["Not read by the automated means", "Wilson interval at 95% over all items"],
} as const;
type Indicator = keyof typeof INDICATORS;

function lineOf(name: Indicator, scope: string, figure: Figure): AccuracyLine {
  const [indicator, method] = INDICATORS[name];
  const { value, n } = figure;
  const range = figure.value === null ? { low: null, high: null } : { low: figure.low, high: figure.high };
  const note = figure.value === null ? `Not known: ${figure.reason}` : figure.means;
  return { section: SECTION, indicator, scope, value, ...range, n, method, note };
}

function counted(indicator: string, scope: string, value: number, note: string): AccuracyLine {
  return { section: SECTION, indicator, scope, value, low: null, high: null, n: null, method: "Counted", note };
}

const ACCURACY: AccuracyLine = {
  section: SECTION,
  indicator: "Accuracy",
  scope: "all",
  value: null,
  low: null,
  high: null,
  n: null,
  method: null,
  note: "Not given: where risk is rare a model that flags nothing is accurate too. See precision, recall and both rates of error.",
};

/** The whole, then each language. */
export function accuracyLines({ conversations, figures }: MeasureReport, languages: MeasureBreakdown): AccuracyLine[] {
  const names = Object.keys(INDICATORS) as Indicator[];
  return [
    counted(
      "Items read by automated means",
      "all",
      conversations.measured - conversations.unscored.all,
      "Conversations",
    ),
    counted("Items decided by human review", "all", conversations.decided, "Conversations"),
    ACCURACY,
    ...names.map((name) => lineOf(name, "all", figures[name])),
    ...languages.rows.flatMap((row) => [
      counted("Items that came in", row.value, row.measured, "Conversations"),
      ...(["precision", "recall", "prevalence", "overturnRate", "unscoredRate"] as const).map((name) =>
        lineOf(name, row.value, row[name]),
      ),
    ]),
  ];
}
