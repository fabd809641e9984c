/** How far the figures would move were reviewers as often wrong as on reference cases (Rogan and Gladen 1978). Pure. */
import type { Figure } from "@/domain/measure/figures/figure";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import { figureOf, shareFigure } from "@/domain/measure/figures/rate-figures";
import { between, counted, percent } from "@/domain/measure/figures/say";

/** Answers of each kind below which a correction says more of chance than of reviewers. */
const ENOUGH = 10;

type Quality = { sensitivity: number; specificity: number };

/** (p + Sp − 1) / (Se + Sp − 1), kept between 0 and 1. */
function correctedShare(observed: number, { sensitivity, specificity }: Quality): number {
  return Math.min(1, Math.max(0, (observed + specificity - 1) / (sensitivity + specificity - 1)));
}

function correct(figure: Figure, quality: Quality | null, reason: string, of: string): Figure {
  const { n, response, basis } = figure;
  const rests = { n, response, basis };
  const asIf = `${of}, were reviewers as often wrong as on reference cases.`;
  if (figure.value === null) return figureOf(null, figure.reason, rests, asIf);
  if (quality === null) return figureOf(null, reason, rests, asIf);
  const [value, low, high] = [figure.value, figure.low, figure.high].map((share) => correctedShare(share, quality));
  if (value === undefined || low === undefined || high === undefined) throw new Error("three shares were corrected");
  const means = `${asIf.slice(0, -1)}: ${percent(value)}, ${between(low, high)}. A figure to see how much hangs on reviewers, not one to report.`;
  return figureOf({ value, low, high }, "", rests, means);
}

/** The sensitivity of reviewers by reference cases, and precision and prevalence with it. */
export function correctedFigures(gold: GoldError, figures: { precision: Figure; prevalence: Figure }) {
  const asked = gold.risk + gold.none === 0 ? null : 1;
  const sensitivity = shareFigure(gold.found, gold.risk, "blind", asked, {
    means: `Of ${counted(gold.risk, "answer")} to reference cases with a risk, ${gold.found} found it.`,
    nothing: "Nobody has answered a reference case that holds a risk.",
  });
  const specificity = shareFigure(gold.cleared, gold.none, "blind", asked, {
    means: `Of ${counted(gold.none, "answer")} to reference cases without a risk, ${gold.cleared} found none.`,
    nothing: "Nobody has answered a reference case without a risk.",
  });
  const few = gold.risk < ENOUGH || gold.none < ENOUGH;
  const quality =
    few || sensitivity.value === null || specificity.value === null || sensitivity.value + specificity.value <= 1
      ? null
      : { sensitivity: sensitivity.value, specificity: specificity.value };
  const reason = few
    ? `Reviewers have answered fewer than ${ENOUGH} reference cases of a kind: too few to say how often they err.`
    : "On reference cases reviewers were no better than chance, so nothing can be corrected by them.";
  return {
    sensitivity,
    specificity,
    precision: correct(figures.precision, quality, reason, "Precision"),
    prevalence: correct(figures.prevalence, quality, reason, "Prevalence"),
  };
}
