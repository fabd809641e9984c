/** How a score orders the cases of one tier. Pure. */
import type { DueSeconds, Tier } from "@/domain/triage/tier";

/** The largest lead, as a share of the time in which a case of the tier is due: no case overtakes one that is older by more. */
const LARGEST_SHARE = 0.25;
/** Readings without a score stand in the middle, so that engines with and without scores share one queue. */
const UNKNOWN_SCORE = 0.5;

/**
 * How many seconds before its due time a case queues within its tier: up to a quarter of the tier's time, the more the
 * model leaned towards naming a risk. It moves no case into another tier and changes no due time.
 * @param score the reading's flag score, 0 to 1; null where there is none
 * @param due how soon a case of each tier is due
 */
export function rankLeadSeconds(tier: Tier, score: number | null, due: DueSeconds): number {
  return due[tier] * LARGEST_SHARE * (score ?? UNKNOWN_SCORE);
}
