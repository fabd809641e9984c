/** Precision, elusion, prevalence and the false positive rate, each by the same draws as recall. Pure. */
import type { Unknown } from "@/domain/measure/statistics/estimate";
import {
  drawSides,
  type RateEstimate,
  type RateOf,
  type RateOptions,
  rateOfSides,
} from "@/domain/measure/statistics/rate-estimate";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";

type Strata = readonly SampledStratum[];

const sizeOf = (strata: Strata) => strata.reduce((sum, { size }) => sum + size, 0);
const answersOf = (strata: Strata) => strata.reduce((sum, { reviewed }) => sum + reviewed, 0);

function estimate(
  flagged: Strata,
  unflagged: Strata,
  rate: RateOf,
  options: RateOptions,
  nothing: string,
): RateEstimate | Unknown {
  const sides = drawSides(flagged, unflagged, options);
  if ("reason" in sides) return sides;
  const n = answersOf(flagged) + answersOf(unflagged);
  return rateOfSides(sides, rate, { n, confidence: options.confidence }) ?? { value: null, reason: nothing };
}

/** Precision: the share of flagged conversations that are at risk. `flagged` may be one stratum, read in part. */
export function estimatePrecision(flagged: Strata, options: RateOptions): RateEstimate | Unknown {
  const size = sizeOf(flagged);
  return estimate(flagged, [], (positives) => positives / size, options, "No conversation was flagged.");
}

/** Elusion, or false omission rate: the share of unflagged conversations that are at risk all the same. */
export function estimateElusion(unflagged: Strata, options: RateOptions): RateEstimate | Unknown {
  const size = sizeOf(unflagged);
  return estimate([], unflagged, (_, missed) => missed / size, options, "Every conversation was flagged.");
}

/** Prevalence: the share of all conversations that are at risk, flagged or not. */
export function estimatePrevalence(flagged: Strata, unflagged: Strata, options: RateOptions): RateEstimate | Unknown {
  const size = sizeOf(flagged) + sizeOf(unflagged);
  return estimate(flagged, unflagged, (found, missed) => (found + missed) / size, options, "There is no conversation.");
}

/** The false positive rate: of the conversations that are not at risk, the share that was flagged. */
export function estimateFalsePositiveRate(
  flagged: Strata,
  unflagged: Strata,
  options: RateOptions,
): RateEstimate | Unknown {
  const [flags, others] = [sizeOf(flagged), sizeOf(unflagged)];
  const rate: RateOf = (found, missed) => (flags - found) / (flags - found + others - missed);
  return estimate(
    flagged,
    unflagged,
    rate,
    options,
    "No conversation without risk was seen, so none could be flagged wrongly.",
  );
}
