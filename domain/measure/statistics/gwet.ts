import type { Estimate, Unknown } from "@/domain/measure/statistics/estimate";
import {
  type AgreementOptions,
  agreementInterval,
  type Pattern,
  patternsOf,
  type Ratings,
  ratersOf,
} from "@/domain/measure/statistics/rated-units";

/** How much a near miss counts on an ordered scale: not at all, by its distance, or by the square of it. */
export type Weighting = "none" | "linear" | "quadratic";

/** How much two places of a scale of `size` agree, 0 to 1. */
export function agreementOf(weighting: Weighting, size: number, first: number, second: number): number {
  if (weighting === "none") return first === second ? 1 : 0;
  const apart = Math.abs(first - second) / (size - 1);
  return 1 - (weighting === "linear" ? apart : apart ** 2);
}

/** `agreement` is how often two raters of a unit agree, `chance` how often they would by chance. */
export type GwetEstimate = Estimate & { agreement: number; chance: number; standardError: number };

type Parts = { value: number; agreement: number; chance: number; shares: number[]; scale: number };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How far two raters of one unit agree, over all pairs of them; null for a single rater. */
function agreementWithin(pattern: Pattern, weighting: Weighting): number | null {
  const { counts } = pattern;
  const raters = ratersOf(pattern);
  if (raters < 2) return null;
  const pairs = counts.map((count, k) => {
    const near = sum(counts.map((other, l) => other * agreementOf(weighting, counts.length, k, l)));
    return count * (near - 1);
  });
  return sum(pairs) / (raters * (raters - 1));
}

function partsOf(patterns: readonly Pattern[], size: number, weighting: Weighting): Parts {
  const within = patterns.map((pattern) => agreementWithin(pattern, weighting));
  const paired = sum(patterns.map(({ units }, i) => (within[i] === null ? 0 : units)));
  const agreement = sum(patterns.map(({ units }, i) => units * (within[i] ?? 0))) / paired;
  const all = sum(patterns.map(({ units }) => units));
  const shares = Array.from(
    { length: size },
    (_, k) => sum(patterns.map((pattern) => (pattern.units * (pattern.counts[k] ?? 0)) / ratersOf(pattern))) / all,
  );
  const places = shares.map((_, k) => k);
  const weights = sum(places.flatMap((k) => places.map((l) => agreementOf(weighting, size, k, l))));
  const scale = weights / (size * (size - 1));
  const chance = scale * sum(shares.map((share) => share * (1 - share)));
  return { value: (agreement - chance) / (1 - chance), agreement, chance, shares, scale };
}

/** The standard error by linearisation over units (Gwet 2014, 5.3.2), for units drawn from an endless population. */
function standardErrorOf(patterns: readonly Pattern[], parts: Parts, weighting: Weighting): number {
  const { value, chance, shares, scale } = parts;
  const all = sum(patterns.map(({ units }) => units));
  const within = patterns.map((pattern) => agreementWithin(pattern, weighting));
  const paired = sum(patterns.map(({ units }, i) => (within[i] === null ? 0 : units)));
  const squares = patterns.map((pattern, i) => {
    const raters = ratersOf(pattern);
    const own = within[i] ?? null;
    const coefficient = own === null ? 0 : ((all / paired) * (own - chance)) / (1 - chance);
    const byChance = scale * sum(shares.map((share, k) => ((pattern.counts[k] ?? 0) / raters) * (1 - share)));
    const moved = coefficient - (2 * (1 - value) * (byChance - chance)) / (1 - chance);
    return pattern.units * (moved - value) ** 2;
  });
  return Math.sqrt(sum(squares) / (all * (all - 1)));
}

/**
 * Gwet's AC1, and with weights AC2 (Gwet 2008, 2014): agreement beyond chance, where chance is that of a rater who is in
 * doubt. It stays near the plain agreement when almost all units are of one kind, where α and κ collapse: show both.
 * @param options `categories` is the whole scale in order, used or not, since chance depends on it
 * @returns `n` is how many units two or more people rated. The reason where there are none
 * @throws RangeError for a rating that is not on the scale
 */
export function gwetAgreement(
  ratings: Ratings,
  {
    categories,
    weighting = "none",
    ...options
  }: AgreementOptions & { categories: readonly number[]; weighting?: Weighting },
): GwetEstimate | Unknown {
  if (categories.length < 2) throw new RangeError("A scale has two categories or more.");
  const patterns = patternsOf(ratings, categories).filter((pattern) => ratersOf(pattern) > 0);
  const n = sum(patterns.filter((pattern) => ratersOf(pattern) > 1).map(({ units }) => units));
  if (n === 0) return { value: null, reason: "No conversation was answered by two people." };
  const parts = partsOf(patterns, categories.length, weighting);
  const figure = (drawn: readonly Pattern[]) => partsOf(drawn, categories.length, weighting).value;
  return {
    value: parts.value,
    ...agreementInterval(patterns, figure, { ...options, n }),
    n,
    agreement: parts.agreement,
    chance: parts.chance,
    standardError: standardErrorOf(patterns, parts, weighting),
  };
}
