/** Latencies of one operation in milliseconds. */
export type Latency = { n: number; p50: number; p95: number; p99: number };

/** The value below which `share` of the sorted values lie (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Runs an operation `n` times, one after another, and says how long it took. */
export async function measureLatency(n: number, operation: () => Promise<unknown>): Promise<Latency> {
  const times: number[] = [];
  for (let index = 0; index < n; index += 1) {
    const started = performance.now();
    await operation();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { n, p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}
