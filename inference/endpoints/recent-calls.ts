/** What the last calls of an endpoint were like. Pure but for the clock that is passed in. */

const KEPT = 256;
/** Rates are over this long. */
const RATE_MS = 60_000;

type Ended = { at: number; latencyMs: number; tokens: number; ok: boolean };

export type CallFigures = {
  calls: number;
  failed: number;
  /** Of answered calls, in milliseconds; null before the first. */
  p50Ms: number | null;
  p95Ms: number | null;
  /** Tokens written a second over the last minute. */
  tokensPerSecond: number;
};

/** The value below which a share of the sorted values lies; null for none (nearest rank). */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export class RecentCalls {
  private readonly ended: Ended[] = [];
  private calls = 0;
  private failed = 0;

  note(call: Ended): void {
    this.calls += 1;
    if (!call.ok) this.failed += 1;
    this.ended.push(call);
    if (this.ended.length > KEPT) this.ended.shift();
  }

  /** Figures of the last 256 calls; the two counts are since the process started. `now` in milliseconds. */
  figures(now: number): CallFigures {
    const latencies = this.ended.flatMap(({ ok, latencyMs }) => (ok ? [latencyMs] : [])).sort((a, b) => a - b);
    const recent = this.ended.filter(({ at }) => now - at < RATE_MS);
    const seconds = Math.max(1, now - Math.min(now, ...recent.map(({ at, latencyMs }) => at - latencyMs))) / 1000;
    return {
      calls: this.calls,
      failed: this.failed,
      p50Ms: quantile(latencies, 0.5),
      p95Ms: quantile(latencies, 0.95),
      tokensPerSecond: recent.reduce((sum, { tokens }) => sum + tokens, 0) / Math.max(1, seconds),
    };
  }
}
