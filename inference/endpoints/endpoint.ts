import "server-only";
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  IterableBackoff,
} from "cockatiel";
import { ConcurrencyLimit } from "@/inference/endpoints/concurrency-limit";
import type { BreakerState, EndpointReport } from "@/inference/endpoints/endpoint-report";
import { RecentCalls } from "@/inference/endpoints/recent-calls";
import type { CallRequest, CallResult, CallUrgency, Model } from "@/inference/engines/model";

/** After so many faults of the server in a row it is left alone … */
const FAULTS_TO_OPEN = 5;
/** … for this long, in milliseconds: longer each time it fails again when tried. */
const PAUSES_MS = [2_000, 4_000, 8_000, 16_000, 30_000];
const OVERLOADED: readonly (number | null)[] = [429, 503];

/** Carries a result through the breaker as the failure that it is. */
class ServerFault extends Error {
  constructor(readonly result: CallResult) {
    super("the model server failed");
  }
}

/** One model server: its circuit breaker, how much it is given at once, and how its calls went. */
export class Endpoint {
  private readonly breaker: CircuitBreakerPolicy;
  private readonly limit = new ConcurrencyLimit();
  private readonly recent = new RecentCalls();
  private underWay = 0;
  private pausesInARow = 0;
  private triedAgainFrom = 0;
  private lastError: { code: string; at: Date } | null = null;

  constructor(
    readonly name: string,
    readonly model: Model,
  ) {
    this.breaker = circuitBreaker(
      handleWhen((error) => error instanceof ServerFault),
      { breaker: new ConsecutiveBreaker(FAULTS_TO_OPEN), halfOpenAfter: new IterableBackoff(PAUSES_MS) },
    );
    this.breaker.onBreak(() => {
      const pause = PAUSES_MS[Math.min(this.pausesInARow, PAUSES_MS.length - 1)] ?? 0;
      this.pausesInARow += 1;
      this.triedAgainFrom = Date.now() + pause;
    });
    this.breaker.onReset(() => {
      this.pausesInARow = 0;
    });
  }

  /** Whether it is left alone at the moment. One whose pause is over takes a single call, which decides. */
  isPaused(): boolean {
    if (this.isClosed()) return false;
    if (this.isBeingTried()) return true;
    return Date.now() < this.triedAgainFrom;
  }

  private isClosed(): boolean {
    return this.breaker.state === CircuitState.Closed;
  }

  /** Whether the single call that decides on its return is under way. */
  isBeingTried(): boolean {
    return this.breaker.state === CircuitState.HalfOpen;
  }

  /** Takes a place for one call, which `run` gives back. Call it only while there is room. */
  reserve(): void {
    this.underWay += 1;
  }

  /** Whether it can be given such a call now. What nobody waits for leaves half of the places to what somebody does. */
  hasRoom(urgency: CallUrgency): boolean {
    if (this.isPaused()) return false;
    if (!this.isClosed()) return this.underWay === 0;
    const places = urgency === "background" ? Math.max(1, Math.floor(this.limit.value / 2)) : this.limit.value;
    return this.underWay < places;
  }

  /** Share of its limit that is in use. */
  load(): number {
    return this.underWay / this.limit.value;
  }

  /** In milliseconds, how long nearly all of its answers take; null before the first. */
  slowestUsualMs(): number | null {
    return this.recent.figures(Date.now()).p95Ms;
  }

  /** Runs a call for which a place was reserved. Never throws: what the breaker refuses is a result too. */
  async run(request: CallRequest): Promise<CallResult> {
    const started = performance.now();
    try {
      const result = await this.throughBreaker(request);
      // Nor do its times say how much the server can take, or how long others wait.
      if (request.urgency !== "background") {
        this.note(result, performance.now() - started, request.signal?.aborted === true);
      }
      return result;
    } finally {
      this.underWay -= 1;
    }
  }

  /**
   * A call in the background trips no breaker: it is slow by design, and others must not go without the server for it. The
   * one that decides on a return is answered as soon as anybody's: at the end of the server's line it would fail it.
   */
  private async throughBreaker(request: CallRequest): Promise<CallResult> {
    if (request.urgency === "background" && this.isClosed()) return this.model.call(request);
    try {
      return await this.breaker.execute(async () => {
        const urgency = request.urgency === "background" ? "normal" : request.urgency;
        const result = await this.model.call({ ...request, urgency });
        if (result.failure?.serverFault) throw new ServerFault(result);
        return result;
      });
    } catch (error) {
      if (error instanceof ServerFault) return error.result;
      const detail = "The model server is left alone for a moment, because it failed several times.";
      const failure = { reason: "model_unreachable", detail, safeToRetry: true, serverFault: true } as const;
      return { calls: [], answer: null, failure };
    }
  }

  private note(result: CallResult, latencyMs: number, aborted: boolean): void {
    const last = result.calls.at(-1);
    if (!last || aborted) return;
    const ok = result.failure === null;
    if (!ok) this.lastError = { code: last.error ?? "failed", at: new Date() };
    this.recent.note({ at: Date.now(), latencyMs, tokens: last.completionTokens ?? 0, ok });
    if (ok) this.limit.note({ kind: "answered", latencyMs }, this.underWay);
    else if (OVERLOADED.includes(last.httpStatus) || last.error === "timeout") {
      this.limit.note({ kind: "overloaded" }, this.underWay);
    }
  }

  private breakerState(): BreakerState {
    if (this.isClosed()) return "closed";
    return this.isBeingTried() || !this.isPaused() ? "half_open" : "open";
  }

  /** How it stands, for people. */
  report(): EndpointReport {
    const seen = this.model.capabilities();
    return {
      endpoint: this.name,
      engine: this.model.engine,
      model: this.model.model,
      breaker: this.breakerState(),
      underWay: this.underWay,
      limit: this.limit.value,
      ...this.recent.figures(Date.now()),
      lastError: this.lastError && { code: this.lastError.code, at: this.lastError.at.toISOString() },
      capabilities: seen && { ...seen, warnings: [...seen.warnings], probedAt: seen.probedAt.toISOString() },
    };
  }
}
