const SMALL: readonly number[] = Array.from({ length: 16 }, (_, n) =>
  Math.log(Array.from({ length: n }, (_, i) => i + 1).reduce((product, factor) => product * factor, 1)),
);

/**
 * ln(n!) for a whole n ≥ 0: a table below 16, then Stirling's series to 1/n⁷ (Abramowitz and Stegun 6.1.41), whose next
 * term is below 2·10⁻¹⁴ there.
 */
export function logFactorial(n: number): number {
  const known = SMALL[n];
  if (known !== undefined) return known;
  const square = 1 / n ** 2;
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / n;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}
