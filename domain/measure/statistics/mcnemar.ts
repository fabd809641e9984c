import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";

/**
 * McNemar's test (McNemar 1947) in its exact form: given the b + c cases on which two readings of the same cases differ,
 * b is binomial with a half if neither is better.
 * @param b cases that only the first got right
 * @param c cases that only the second got right
 * @returns `p`, two-sided: 2·P(Bin(b+c, ½) ≤ min(b, c)), at most 1; and `midP`, the same less P(= min(b, c)), which is less
 *   cautious (Lancaster 1961; Fagerland, Lydersen and Laake 2013). Both 1 where the two never differ
 */
export function mcnemar(b: number, c: number): { p: number; midP: number } {
  const n = b + c;
  if (n === 0) return { p: 1, midP: 1 };
  const fewer = Math.min(b, c);
  const atMost = binomialCdf(fewer, n, 0.5);
  const exactly = atMost - (fewer === 0 ? 0 : binomialCdf(fewer - 1, n, 0.5));
  return { p: Math.min(1, 2 * atMost), midP: Math.min(1, 2 * atMost - exactly) };
}
