/**
 * Figures in the shape of part 8 of the Commission's template for transparency reports, "Use of automated means for content
 * moderation" (Implementing Regulation (EU) 2024/2835, Annex I, part II, section 1.6; Regulation (EU) 2022/2065, Article
 * 15(1)(e) and 42(2)(c)): its columns, and its words for section, indicators and scopes. What else says how often the model
 * errs comes after it, as lines that the template has no row for. What only the operator knows is left to them, see
 * docs/measure.md. Pure.
 */
import type { MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import type { Figure } from "@/domain/measure/figures/figure";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";
import { whole } from "@/domain/measure/figures/say";

/** The columns of the template, in its order. */
const COLUMNS = [
  "Applicability",
  "Service",
  "Reporting period",
  "Section",
  "Indicator",
  "Scope",
  "Value",
  "Contextual Information",
] as const;
export type AccuracyLine = Record<Exclude<(typeof COLUMNS)[number], "Value">, string> & { Value: number | null };

const SECTION = "Use of automated means for content moderation";
const BEYOND = "Beyond the template";
const TOTAL = "Total number";

/** The official languages of the Union, which are the scopes that the template has for languages. */
const OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(" ");

const METHODS = {
  precision: "Wilson's interval over decided flags",
  recall: "stratified random sample of unflagged items read blind; Jeffreys interval",
  falsePositiveRate: "from the same sample",
  elusion: "from the same sample",
  prevalence: "from the same sample",
  overturnRate: "Wilson's interval over decided items",
  unscoredRate: "Wilson's interval over all items",
} as const;
type Indicator = keyof typeof METHODS;

const IN_TEMPLATE = {
  precision: "Accuracy of the automated means - Precision",
  recall: "Accuracy of the automated means - Recall",
} as const;
const NOT_IN_TEMPLATE = {
  falsePositiveRate: "Possible rate of error: flagged, of those without a risk",
  elusion: "Possible rate of error: with a risk, of those not flagged",
  prevalence: "With a risk, of all items",
  overturnRate: "Overturned by human review, of the items decided",
  unscoredRate: "Not read by the automated means, of all items",
} as const;

function contextOf(name: Indicator, figure: Figure): string {
  if (figure.value === null) return `Not known: ${figure.reason}`;
  return `${figure.means} Method: ${METHODS[name]}, at 95%. Answers by people: ${whole(figure.n)}.`;
}

/** The first and the last day, where the filter has both: its end is the day after. */
export function reportingPeriod({ from, to }: Pick<MeasureFilter, "from" | "to">): string {
  if (from === undefined || to === undefined) return "";
  const last = new Date(`${to}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() - 1);
  return `${from}/${last.toISOString().slice(0, 10)}`;
}

type Place = { applicability: string; section: string; scope: string };
const ALL: Place = { applicability: "All", section: SECTION, scope: TOTAL };
const MORE: Place = { applicability: BEYOND, section: BEYOND, scope: TOTAL };

const placeOf = (language: string): Place =>
  OFFICIAL.includes(language)
    ? { applicability: "Only for VLOPs", section: SECTION, scope: language }
    : { ...MORE, scope: language };

/** The whole, then each language, then what the template has no row for. */
export function accuracyLines(
  { conversations, figures }: MeasureReport,
  languages: MeasureBreakdown,
  period: string,
): AccuracyLine[] {
  const line = (place: Place, indicator: string, value: number | null, context: string): AccuracyLine => ({
    Applicability: place.applicability,
    Service: "",
    "Reporting period": period,
    Section: place.section,
    Indicator: indicator,
    Scope: place.scope,
    Value: value,
    "Contextual Information": context,
  });
  const lineOf = (place: Place, indicator: string, name: Indicator, figure: Figure) =>
    line(place, indicator, figure.value, contextOf(name, figure));
  const yours = "Vigil takes no measure: a person decides. Which measures followed is for you to count.";
  return [
    line(ALL, "Number of measures solely taken by automated means", null, yours),
    line(ALL, "Number of measures not taken by automated means", null, yours),
    line(
      ALL,
      "Accuracy of the automated means - Accuracy",
      null,
      "Not given: where risk is rare, means that flag nothing are accurate too. See precision, recall and the rates of error.",
    ),
    ...(["precision", "recall"] as const).map((name) => lineOf(ALL, IN_TEMPLATE[name], name, figures[name])),
    ...languages.rows.flatMap((row) =>
      (["precision", "recall"] as const).map((name) => lineOf(placeOf(row.value), IN_TEMPLATE[name], name, row[name])),
    ),
    line(MORE, "Items read by automated means", conversations.measured - conversations.unscored.all, "Conversations."),
    line(MORE, "Items decided by human review", conversations.decided, "Conversations."),
    ...(Object.keys(NOT_IN_TEMPLATE) as (keyof typeof NOT_IN_TEMPLATE)[]).map((name) =>
      lineOf(MORE, NOT_IN_TEMPLATE[name], name, figures[name]),
    ),
    ...languages.rows.map((row) =>
      line({ ...MORE, scope: row.value }, "Items that came in", row.measured, "Conversations."),
    ),
    ...(languages.others > 0
      ? [
          line(
            { ...MORE, scope: "languages without lines" },
            "Items that came in",
            languages.others,
            "Conversations in languages that are not listed one by one: only those with the most are.",
          ),
        ]
      : []),
    ...(conversations.left > 0
      ? [
          line(
            MORE,
            "Items left out",
            conversations.left,
            "Conversations read by keyword rules alone, while no model was there.",
          ),
        ]
      : []),
  ];
}
