/** Answers that come in clusters, such as several people's to one case, counted as so many independent ones. Pure. */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { checkCounts } from "@/domain/measure/statistics/estimate";

/** What was answered in one cluster, and how much of it counts as a success. */
export type Cluster = { hits: number; n: number };

/** All of it: `effective` is how many independent answers say as much of the share. */
export type Clustered = { hits: number; n: number; clusters: number; effective: number };

/** The square of the quantile of Student's t at 97.5 %: t² / (t² + ν) follows Beta(½, ν/2). */
function tSquared(freedom: number): number {
  const share = betaQuantile(0.95, 0.5, freedom / 2);
  return (freedom * share) / (1 - share);
}

/**
 * The answers of clusters that were drawn independently. Effective are n by the design effect that they show, Kish's
 * 1 + (m − 1)ρ as the variance between clusters over that of independent answers, by the square of how much wider t is for
 * as few clusters (Korn and Graubard 1998); never more than there are, nor fewer than one. Where every answer was alike
 * nothing tells how far those of a cluster go together: then each cluster counts as one.
 * @throws RangeError for counts that are impossible
 */
export function clusteredShare(clusters: readonly Cluster[]): Clustered {
  for (const { hits, n } of clusters) checkCounts(hits, n);
  const of = clusters.filter(({ n }) => n > 0);
  const [hits, n] = [of.reduce((sum, each) => sum + each.hits, 0), of.reduce((sum, each) => sum + each.n, 0)];
  const count = of.length;
  if (count === n || count < 2 || hits === 0 || hits === n) return { hits, n, clusters: count, effective: count };
  const share = hits / n;
  const between = of.reduce((sum, each) => sum + (each.hits - share * each.n) ** 2, 0);
  const variance = (count / (count - 1)) * (between / n ** 2);
  const independent = (share * (1 - share)) / (n - 1);
  const effective = (n * independent * tSquared(n - 1)) / (variance * tSquared(count - 1));
  return { hits, n, clusters: count, effective: Math.max(1, Math.min(n, effective)) };
}

/** Answers of which each is to something of its own. @throws RangeError for counts that are impossible */
export function independentShare(hits: number, n: number): Clustered {
  checkCounts(hits, n);
  return { hits, n, clusters: n, effective: n };
}
