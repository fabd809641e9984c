/** Cuts in words. Pure. */
import { rangeText, shareText } from "@/components/charts/share-text";
import type { Cut, CutRate, ScoreCalibration } from "@/domain/measure/thresholds/threshold-dto";

/** A number of cases by the day: "0.4", "12", "1,204". What is more than none is never printed as 0. */
export function perDayText(cases: number): string {
  if (cases > 0 && cases < 0.05) return "under 0.1";
  return cases < 9.95 ? String(Number(cases.toFixed(1))) : Math.round(cases).toLocaleString("en");
}

/** A recall or precision with its interval: "75% (42% to 93%)". */
export function rateText(rate: CutRate): string {
  return rate.value === null ? "not known" : `${shareText(rate.value)} (${rangeText(rate)})`;
}

/** A score cut as the slider says it. */
export function scoreCutInWords({ cut, perDay, recall }: Pick<Cut, "cut" | "perDay" | "recall">): string {
  const from = cut === 0 ? "A case for everything" : `A case from a score of ${cut} on`;
  return `${from}: ${perDayText(perDay)} a day, recall ${rateText(recall)}`;
}

/** A tier cut: "Tier 0 only", "Tiers 0 to 2". */
export function tierCutInWords(cut: number): string {
  return cut === 0 ? "Tier 0 only" : `Tiers 0 to ${cut}`;
}

/** Those of a queue by tier: "tier 0: 2, tier 1: 1.5 and 4 that were not flagged". */
export function tiersInWords({ byTier, noTier }: Pick<Cut, "byTier" | "noTier">, days: number): string {
  const tiers = byTier.flatMap((cases, tier) => (cases > 0 ? [`tier ${tier}: ${perDayText(cases / days)}`] : []));
  const others = noTier > 0 ? [`not flagged: ${perDayText(noTier / days)}`] : [];
  return [...tiers, ...others].join(", ");
}

/** How one cut differs from what was done, in a sentence. */
export function againstToday(cut: Pick<Cut, "perDay" | "recall">, today: { perDay: number; recall: CutRate }): string {
  const cases = cut.perDay - today.perDay;
  const queue =
    cases === 0
      ? "As many cases as were opened"
      : `${perDayText(Math.abs(cases))} ${cases > 0 ? "more" : "fewer"} cases a day`;
  if (cut.recall.value === null || today.recall.value === null) return `${queue}.`;
  const points = Math.round(100 * (cut.recall.value - today.recall.value));
  if (points === 0) return `${queue}, and about the same recall.`;
  return `${queue}, and ${Math.abs(points)} ${Math.abs(points) === 1 ? "point" : "points"} ${points > 0 ? "more" : "less"} recall.`;
}

/** What calibration did to the scores, in a sentence. */
export function calibrationInWords({
  before,
  after,
  n,
}: Extract<ScoreCalibration, { n: number; before: unknown }>): string {
  const gain = before.brier - after.brier;
  const did =
    gain > 0.0005
      ? "Calibrated, they are closer to what people found"
      : gain < -0.0005
        ? "Calibrated, they are no closer: there is nothing to mend, or too little to learn from"
        : "Calibrated, they are about as close";
  return `By ${n.toLocaleString("en")} answers, scores as they are stand ${before.brier.toFixed(3)} from the truth (Brier score: 0 is best, and 0.25 is what always saying one half gets). ${did}: ${after.brier.toFixed(3)}.`;
}
