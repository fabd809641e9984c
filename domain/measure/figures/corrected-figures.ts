/** What the figures would be were reviewers as often wrong as on reference cases (Rogan and Gladen 1978). Pure. */
import type { Figure } from "@/domain/measure/figures/figure";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import {
  BESIDE_DRAWS,
  type FigureOptions,
  figureOf,
  negligibleOf,
  type RowSides,
  type ShareWords,
} from "@/domain/measure/figures/rate-figures";
import type { ReadTwice } from "@/domain/measure/figures/read-twice";
import { between, counted, percent, whole } from "@/domain/measure/figures/say";
import { answered, clearStrata, flaggedStrata, shareOf } from "@/domain/measure/figures/tally";
import type { Clustered } from "@/domain/measure/statistics/clustered";
import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import { estimateRecallCorrected, roganGladen, shareWithoutError } from "@/domain/measure/statistics/reviewer-error";
import { wilsonOfShare } from "@/domain/measure/statistics/wilson";

/** Different reference cases of each kind below whose number a correction says more of chance than of reviewers. */
const ENOUGH = 10;
/** More of the stated risks than this may not be taken out of them for an error that a second reading has taken out already. */
const TAKEN_TWICE = 0.05;
const NO_FIT =
  "As often as reviewers err on reference cases, all of it may be their errors. Reference cases may be harder than what comes in.";
const NOT_ENOUGH = `Reviewers have answered fewer than ${ENOUGH} different reference cases with a risk, or without one: too few to say how often they err.`;
const NO_BETTER = "On reference cases reviewers were no better than chance, so nothing can be corrected by them.";

/** How reviewers do on reference cases, with the interval of each; or why that is not known well enough. */
type Quality = { sensitivity: Known; specificity: Known } | { reason: string };
type Known = { value: number; low: number; high: number };

/**
 * Why answers that two people gave cannot be corrected by how often one person errs; null where so few were read twice, or
 * so few are wrong, that it makes no difference. A correction takes 1 − specificity of the conversations of a side out of
 * the `share` that was found to hold a risk; where `twice` of the `stated` ones had a second reading, that much of it is
 * taken from answers that hold no such error any more.
 */
function settledReason(stated: number, twice: number, share: number | null, specificity: number | null): string | null {
  const part = shareOf(twice, stated);
  if (part === null || !share || specificity === null) return null;
  if ((part * (1 - specificity)) / share <= TAKEN_TWICE) return null;
  const alone = part < 1 ? " What one person stated alone may still be wrong as often as theirs." : "";
  return `${percent(part)} of the stated risks were read by a second person as well: the errors of one reader, which are all that reference cases tell of, would be taken out of them twice.${alone}`;
}

/** The answers that count, as they were read. */
export type Stated = RowSides & { readTwice: readonly ReadTwice[] };

/** The same for either side of the flag. */
function settledReasons(
  { flagged, clear, readTwice }: Stated,
  figures: { precision: Figure; elusion: Figure },
  specificity: Figure,
) {
  const twice = (side: boolean) => readTwice.reduce((sum, row) => sum + (row.flagged === side ? row.n : 0), 0);
  const of = (rows: Stated["clear"], side: boolean, share: Figure) =>
    settledReason(answered(rows, "risk"), twice(side), share.value, specificity.value);
  return { flagged: of(flagged, true, figures.precision), clear: of(clear, false, figures.elusion) };
}

function qualityOf(gold: GoldError, sensitivity: Figure, specificity: Figure): Quality {
  if (
    gold.risk.clusters < ENOUGH ||
    gold.none.clusters < ENOUGH ||
    sensitivity.value === null ||
    specificity.value === null
  )
    return { reason: NOT_ENOUGH };
  return sensitivity.value + specificity.value <= 1 ? { reason: NO_BETTER } : { sensitivity, specificity };
}

/**
 * A share corrected. Its interval reaches from what its low end would be with the least error of one kind and the most of
 * the other to the reverse, so that it is never too narrow.
 */
function correct(figure: Figure, quality: Quality, of: string): Figure {
  const { n, response, basis } = figure;
  const rests = { n, response, basis };
  const asIf = `${of}, were reviewers as often wrong as on reference cases`;
  if (figure.value === null) return figureOf(null, figure.reason, rests, `${asIf}.`);
  if ("reason" in quality) return figureOf(null, quality.reason, rests, `${asIf}.`);
  const { sensitivity, specificity } = quality;
  const value = shareWithoutError(figure.value, { sensitivity: sensitivity.value, specificity: specificity.value });
  if (value === null) return figureOf(null, NO_FIT, rests, `${asIf}.`);
  // Worse than chance at an end of their intervals: then the share may be anything.
  const low = roganGladen(figure.low, { sensitivity: sensitivity.high, specificity: specificity.low }) ?? 0;
  const high = roganGladen(figure.high, { sensitivity: sensitivity.low, specificity: specificity.high }) ?? 1;
  const means = `${asIf}: ${percent(value)}, ${between(low, high)}. A figure to see how much hangs on reviewers, not one to report.`;
  return figureOf({ value, low, high }, "", rests, means);
}

function recallOf(gold: GoldError, quality: Quality, sides: RowSides, options: FigureOptions): Estimate | Unknown {
  if (options.noUnflagged !== undefined) return { value: null, reason: options.noUnflagged };
  if ("reason" in quality) return { value: null, reason: quality.reason };
  const rest = clearStrata(sides.clear);
  const answers = { sensitivity: gold.risk, specificity: gold.none };
  const draws = Math.min(BESIDE_DRAWS, options.draws ?? BESIDE_DRAWS);
  const how = { draws, negligible: negligibleOf(rest), seed: "recall corrected" };
  return estimateRecallCorrected(flaggedStrata(sides.flagged), rest, answers, how);
}

function correctRecall(figure: Figure, quality: Quality, gold: GoldError, made: Estimate | Unknown): Figure {
  const { n, response, basis } = figure;
  const rests = { n, response, basis };
  const asIf = "Recall, were reviewers as often wrong as on reference cases.";
  // Where recall itself is not known, why is said there.
  if (figure.value === null) return figureOf(null, figure.reason, rests, asIf);
  if (made.value === null) return figureOf(null, "reason" in quality ? quality.reason : made.reason, rests, asIf);
  const { value, low, high } = made as Estimate;
  const found = `On reference cases reviewers found ${whole(gold.risk.hits)} of ${counted(gold.risk.n, "risk")}, and saw one in ${whole(gold.none.n - gold.none.hits)} of ${counted(gold.none.n, "case")} without. `;
  const means = `${found}Were they as often wrong here, the model would have flagged about ${percent(value)} of the conversations with a risk, ${between(low, high)} with 95% confidence.`;
  return figureOf({ value, low, high }, "", rests, means);
}

const answersTo = ({ n, clusters }: Clustered) => `${counted(n, "answer")} to ${counted(clusters, "reference case")}`;

/** How many answers are right, with the interval of as many independent ones as they are worth. */
function rightFigure({ hits, n, effective }: Clustered, response: number | null, words: ShareWords): Figure {
  const rests = { n, response, basis: "blind" } as const;
  if (n === 0) return figureOf(null, words.nothing, rests, words.nothing);
  const share = wilsonOfShare(hits / n, effective);
  const means = `${words.means} The true share lies ${between(share.low, share.high)}, with 95% confidence.`;
  return figureOf(share, words.nothing, rests, means);
}

/** How often reviewers are right on reference cases; and precision, recall and prevalence corrected by it. */
export function correctedFigures(
  gold: GoldError,
  figures: { precision: Figure; recall: Figure; prevalence: Figure; elusion: Figure },
  sides: Stated,
  options: FigureOptions,
) {
  const asked = shareOf(gold.risk.n + gold.none.n, gold.asked);
  const sensitivity = rightFigure(gold.risk, asked, {
    means: `Of ${answersTo(gold.risk)} with a risk, ${whole(gold.risk.hits)} found it.`,
    nothing: "Nobody has answered a reference case that holds a risk.",
  });
  const specificity = rightFigure(gold.none, asked, {
    means: `Of ${answersTo(gold.none)} without a risk, ${whole(gold.none.hits)} found none.`,
    nothing: "Nobody has answered a reference case without a risk.",
  });
  const known = qualityOf(gold, sensitivity, specificity);
  const settled = settledReasons(sides, figures, specificity);
  const ofFlags: Quality = settled.flagged === null || "reason" in known ? known : { reason: settled.flagged };
  const reason = settled.clear ?? settled.flagged;
  const quality: Quality = reason === null || "reason" in known ? known : { reason };
  return {
    sensitivity,
    specificity,
    precision: correct(figures.precision, ofFlags, "Precision"),
    recall: correctRecall(figures.recall, quality, gold, recallOf(gold, quality, sides, options)),
    prevalence: correct(figures.prevalence, quality, "Prevalence"),
  };
}
