/** How to spread a number of readings over strata. Pure. */

/** `share` is how much of the stratum is expected to be positive, 0 to 1. */
export type GuessedStratum = { size: number; share: number };

/**
 * Neyman's allocation (1934): the part of all readings that each stratum gets, n_h ∝ N_h·√(p_h(1−p_h)), which makes the
 * variance of the stratified total least. Parts add up to 1; all 0 where no stratum has any spread.
 */
export function neymanAllocation(strata: readonly GuessedStratum[]): number[] {
  const spreads = strata.map(({ size, share }) => size * Math.sqrt(share * (1 - share)));
  const sum = spreads.reduce((total, spread) => total + spread, 0);
  return spreads.map((spread) => (sum === 0 ? 0 : spread / sum));
}

/** A stratum for OASIS: its `weight` of the population, the share `flagged` and the guessed share `positive`. */
export type OasisStratum = { weight: number; flagged: number; positive: number };

/**
 * The chances with which OASIS (Marchant and Rubinstein 2017) would draw each stratum next, to learn an F-measure soonest:
 * v_h ∝ w_h·√(f_h(α²F²(1−θ_h) + (1−F)²θ_h) + (1−f_h)(1−α)²F²θ_h), mixed with ε of w. A suggestion for rates: figures here
 * rest on the chances that were written when a conversation was drawn, not on this.
 * @param alpha 1 for precision, 0 for recall, ½ for F1
 * @param guess the F-measure that is guessed, 0 to 1
 */
export function oasisAllocation(
  strata: readonly OasisStratum[],
  { alpha, guess, epsilon = 0.001 }: { alpha: number; guess: number; epsilon?: number },
): number[] {
  const raw = strata.map(({ weight, flagged, positive }) => {
    const whenFlagged = alpha ** 2 * guess ** 2 * (1 - positive) + (1 - guess) ** 2 * positive;
    const whenNot = (1 - alpha) ** 2 * guess ** 2 * positive;
    return weight * Math.sqrt(flagged * whenFlagged + (1 - flagged) * whenNot);
  });
  const sum = raw.reduce((total, chance) => total + chance, 0);
  return raw.map((chance, i) => (1 - epsilon) * (sum === 0 ? 0 : chance / sum) + epsilon * (strata[i]?.weight ?? 0));
}
