/** The main figures from counts of conversations. Pure, and the same for the same counts. */
import type { Basis, Figure } from "@/domain/measure/figures/figure";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { between, counted, percent, whole } from "@/domain/measure/figures/say";
import {
  answered,
  atFirstWord,
  basisOf,
  clearStrata,
  flaggedStrata,
  isDecided,
  modelRows,
  shareOf,
  stratumOf,
  total,
} from "@/domain/measure/figures/tally";
import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import { estimateElusion, estimateFalsePositiveRate, estimatePrevalence } from "@/domain/measure/statistics/rates";
import { estimateRecall, type RecallEstimate } from "@/domain/measure/statistics/recall";
import { isUnread, type SampledStratum } from "@/domain/measure/statistics/stratified";
import { wilson } from "@/domain/measure/statistics/wilson";

/** Unread strata are left out of an estimate while all of them together are no more than this share of the unflagged. */
const NEGLIGIBLE = 0.001;

/** Draws for what stands beside recall: percentiles of so many are steady to the digits that are shown. */
export const BESIDE_DRAWS = 5_000;

export type FigureOptions = {
  /** Worlds to try for each interval; see `DrawOptions`. */
  draws?: number;
  /** Leaves out the false positive rate, where nobody looks at it. */
  brief?: boolean;
  /** Why the unflagged cannot be told apart by what was asked, where they cannot. */
  noUnflagged?: string | undefined;
};

type Rests = { n: number; response: number | null; basis: Basis };
type Range = { value: number; low: number; high: number };

/** A figure, or why there is none. */
export function figureOf(estimate: Range | Unknown | null, reason: string, rests: Rests, means: string): Figure {
  if (estimate === null) return { value: null, reason, ...rests, means };
  if (estimate.value === null) return { ...rests, value: null, reason: (estimate as Unknown).reason, means };
  const { value, low, high } = estimate as Range;
  return { value, low, high, ...rests, means };
}

/** A share of what was counted, with Wilson's interval. */
export function shareFigure(hits: number, n: number, basis: Basis, response: number | null, words: ShareWords): Figure {
  const estimate: Estimate | null = wilson(hits, n);
  const means = estimate
    ? `${words.means} The true share lies ${between(estimate.low, estimate.high)}, with 95% confidence.`
    : words.nothing;
  return figureOf(estimate, words.nothing, { n, response, basis }, means);
}
export type ShareWords = { means: string; nothing: string };

/** The rows by what the model said. */
export function sidesOf<R extends CountRow>(rows: readonly R[]) {
  const of = (outcome: CountRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
  return { flagged: of("risk"), clear: of("none"), unscored: of("unscored") };
}
export type RowSides = ReturnType<typeof sidesOf<CountRow>>;

/** How many of those that people were asked about they have decided on: all the flagged, and what was drawn of the rest. */
export function responseOf(flagged: readonly CountRow[], clear: readonly CountRow[]): number | null {
  const rows = [...flagged, ...clear.filter(({ answer }) => answer !== "unasked")];
  return shareOf(total(rows.filter(isDecided)), total(rows));
}

/** The unread strata that may be left out, because they are next to nothing. */
export function negligibleOf(clear: readonly SampledStratum[]): string[] {
  const unread = clear.filter(isUnread);
  const sizeOf = (strata: readonly SampledStratum[]) => strata.reduce((sum, { size }) => sum + size, 0);
  return sizeOf(unread) <= NEGLIGIBLE * sizeOf(clear) ? unread.map(({ name }) => name) : [];
}

function precisionOf({ flagged }: RowSides): Figure {
  const said = atFirstWord(flagged);
  const [tp, fp] = [answered(said, "risk"), answered(said, "none")];
  return shareFigure(tp, tp + fp, basisOf(flagged), responseOf(flagged, []), {
    means: `Of ${counted(tp + fp, "flagged conversation")} that a person decided on, ${whole(tp)} really held a risk.`,
    nothing: "Nobody has decided on a conversation that the model flagged.",
  });
}

/** What the estimates that need the unflagged are made of, or why there are none. */
function estimates({ flagged, clear, unscored }: RowSides, { draws, noUnflagged, brief }: FigureOptions) {
  if (noUnflagged !== undefined) {
    const unknown: Unknown = { value: null, reason: noUnflagged };
    return { recall: unknown, elusion: unknown, prevalence: unknown, falsePositiveRate: unknown };
  }
  const [flags, rest] = [flaggedStrata(flagged), clearStrata(clear)];
  const options = { draws, negligible: negligibleOf(rest) };
  const beside = { ...options, draws: Math.min(BESIDE_DRAWS, draws ?? BESIDE_DRAWS) };
  const asked = total(unscored) > 0 ? [...flags, stratumOf("unscored", unscored)] : flags;
  const recall = estimateRecall(flags, rest, { ...options, seed: "recall" });
  return {
    recall,
    elusion: elusionOf(recall, total(clear)) ?? estimateElusion(rest, { ...options, seed: "elusion" }),
    prevalence: estimatePrevalence(asked, rest, { ...beside, seed: "prevalence" }),
    falsePositiveRate: brief
      ? { value: null, reason: "Not asked for." }
      : estimateFalsePositiveRate(flags, rest, { ...beside, seed: "false positives" }),
  };
}

/** Elusion is the misses of recall over the unflagged: the same draws, once. */
function elusionOf(recall: RecallEstimate | Unknown, unflagged: number): Range | null {
  if (recall.value === null || unflagged === 0) return null;
  const { value, low, high } = recall.missed;
  return { value: value / unflagged, low: low / unflagged, high: high / unflagged };
}

const isKnown = <T extends { value: number }>(estimate: T | Unknown): estimate is T => estimate.value !== null;

function recallWords(recall: RecallEstimate | Unknown, found: number): string {
  if (!isKnown(recall)) return "How many of the conversations with a risk the model flagged.";
  const { value, low, high, floor, missed } = recall;
  return `The model flagged about ${percent(value)} of the conversations with a risk, ${between(low, high)} with 95% confidence: ${counted(found, "one that was", "ones that were")} flagged and confirmed, and an estimated ${whole(missed.value)} (${whole(missed.low)} to ${whole(missed.high)}) that nobody flagged. At least ${percent(floor)}, where no more may be promised.`;
}

/** The figures of some counts, with what recall is made of. */
export function rateFigures(rows: readonly CountRow[], options: FigureOptions = {}) {
  const of = modelRows(rows);
  const sides = sidesOf(of);
  const { flagged, clear, unscored } = sides;
  const made = estimates(sides, options);
  const decidedClear = clear.filter(isDecided);
  const response = responseOf(flagged, clear);
  const both: Rests = {
    n: total([...flagged, ...clear].filter(isDecided)),
    response,
    basis: basisOf([...flagged, ...clear]),
  };
  const unflagged: Rests = { n: total(decidedClear), response: responseOf([], clear), basis: basisOf(clear) };
  const scored = [...flagged, ...clear].filter(isDecided);
  const overturned = total(scored.filter(({ overturn }) => overturn !== "agrees"));
  const said = (estimate: Range | Unknown, sentence: (known: Range) => string, otherwise: string) =>
    isKnown(estimate as Range) ? sentence(estimate as Range) : otherwise;
  const figures = {
    precision: precisionOf(sides),
    recall: figureOf(made.recall, "", both, recallWords(made.recall, answered(flagged, "risk"))),
    elusion: figureOf(
      made.elusion,
      "",
      unflagged,
      said(
        made.elusion,
        ({ value, low, high }) =>
          `Of the conversations that the model did not flag, about ${percent(value)} hold a risk all the same, ${between(low, high)} with 95% confidence.`,
        "The share of unflagged conversations that hold a risk all the same.",
      ),
    ),
    prevalence: figureOf(
      made.prevalence,
      "",
      both,
      said(
        made.prevalence,
        ({ value, low, high }) =>
          `About ${percent(value)} of all conversations hold a risk, flagged or not, ${between(low, high)} with 95% confidence.`,
        "The share of all conversations that hold a risk, flagged or not.",
      ),
    ),
    falsePositiveRate: figureOf(
      made.falsePositiveRate,
      "",
      both,
      said(
        made.falsePositiveRate,
        ({ value, low, high }) =>
          `Of the conversations without a risk, the model flagged about ${percent(value)}, ${between(low, high)} with 95% confidence.`,
        "The share of conversations without a risk that were flagged.",
      ),
    ),
    unscoredRate:
      options.noUnflagged === undefined
        ? shareFigure(total(unscored), total(of), "none", null, {
            means: `The model could not read ${counted(total(unscored), "conversation")} of ${whole(total(of))}; each went to a person.`,
            nothing: "No conversation was read.",
          })
        : figureOf(
            null,
            options.noUnflagged,
            { n: 0, response: null, basis: "none" },
            "The share of conversations that the model could not read.",
          ),
    overturnRate: shareFigure(overturned, total(scored), basisOf(scored), response, {
      means: `Of ${counted(total(scored), "conversation")} read by the model and decided by a person, ${whole(overturned)} ended otherwise than the model said. How many samples are among them follows the rates that are set: compare only what was drawn alike.`,
      nothing: "Nobody has decided on a conversation that the model had read.",
    }),
  };
  return { figures, sides, recall: made.recall };
}
