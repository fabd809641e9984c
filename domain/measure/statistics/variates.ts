/** Draws from the distributions that the intervals need, from a seeded source of chances. */
import { logFactorial } from "@/domain/measure/statistics/log-factorial";
import type { Random } from "@/domain/measure/statistics/random";

/** A standard normal, by the polar method (Marsaglia and Bray 1964). */
function drawNormal(random: Random): number {
  for (;;) {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** A gamma of scale 1, by Marsaglia and Tsang (2000); below shape 1 by their boost U^(1/shape). */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const square = x * x;
    const u = random();
    // The squeeze of the paper's listing spares most draws two logarithms.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (Math.log(u) < 0.5 * square + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A beta with two positive shapes, as the share of one gamma in two. */
export function drawBeta(random: Random, a: number, b: number): number {
  const x = drawGamma(random, a);
  return x / (x + drawGamma(random, b));
}

/** A binomial of few expected successes, by the gaps between them (Devroye 1986, X.4.3). */
function drawFewSuccesses(random: Random, n: number, p: number): number {
  const scale = Math.log1p(-p);
  let successes = -1;
  let trials = 0;
  while (trials <= n) {
    trials += Math.floor(Math.log(random()) / scale) + 1;
    successes += 1;
  }
  return successes;
}

/** A binomial by transformed rejection, algorithm BTRS (Hörmann 1993), for p ≤ ½ and n·p ≥ 10. */
function drawManySuccesses(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const safe = 0.92 - 4.2 / b;
  const height = (2.83 + 5.1 / b) * spread;
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const inner = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / inner + b) * u + centre);
    if (k < 0 || k > n) continue;
    // Most draws end here, without a logarithm.
    if (inner >= 0.07 && v <= safe) return k;
    if (Math.log((v * height) / (a / inner ** 2 + b)) <= logOverMode(k, n, p)) return k;
  }
}

/** The logarithm of the chance of k successes over that of the likeliest number. */
function logOverMode(k: number, n: number, p: number): number {
  const mode = Math.floor((n + 1) * p);
  const arrangements = logFactorial(mode) + logFactorial(n - mode) - logFactorial(k) - logFactorial(n - k);
  return arrangements + (k - mode) * Math.log(p / (1 - p));
}

/** How many of `n` trials with chance `p` succeed. */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  if (n === 0 || p <= 0) return 0;
  return n * p < 10 ? drawFewSuccesses(random, n, p) : drawManySuccesses(random, n, p);
}
