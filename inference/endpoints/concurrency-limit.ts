/**
 * How many calls an endpoint is given at once, found by trying: additive increase, multiplicative decrease, as in TCP
 * congestion control (RFC 5681), with its slow start. A server that queues silently shows it in its latency instead of
 * an error: well above the fastest seen, the limit shrinks too. Pure: the caller says what happened.
 */
const FIRST_LIMIT = 4;
const LEAST = 1;
const MOST = 256;
const AFTER_OVERLOAD = 0.7;
const AFTER_QUEUEING = 0.95;
/** A latency of this many times the usual best means that calls wait on the server. */
const QUEUEING_RATIO = 3;
/** Weight of the newest latency in the running mean. */
const SMOOTHING = 0.1;
/** After so many answers the best latency is learned anew, since texts and servers change: with a quarter under way. */
const LEARN_AGAIN_AFTER = 4_000;
const LEARN_WITH = 0.25;

export type CallEnd = { kind: "answered"; latencyMs: number } | { kind: "overloaded" };

export class ConcurrencyLimit {
  private current = FIRST_LIMIT;
  private slowStart = true;
  private best = Number.POSITIVE_INFINITY;
  private mean = 0;
  private answers = 0;
  private unlike = 0;
  /** Calls until the next decrease may follow: one for each round of calls, or a burst of errors would count as many. */
  private restFor = 0;

  /** The most calls to have under way, a whole number from 1. */
  get value(): number {
    return Math.floor(this.current);
  }

  /**
   * Takes note of how a call ended.
   * @param underWay calls under way when it ended, itself included: a limit that is not used is no reason to raise it
   */
  note(end: CallEnd, underWay: number): void {
    this.restFor = Math.max(0, this.restFor - 1);
    if (end.kind === "overloaded") {
      this.shrink(AFTER_OVERLOAD);
      return;
    }
    this.answers += 1;
    if (this.answers % LEARN_AGAIN_AFTER === 0) this.learnAgain(underWay);
    // Calls that were under way when the learning began met the old load.
    if (this.unlike > 0) {
      this.unlike -= 1;
      return;
    }
    this.best = Math.min(this.best, Math.max(1, end.latencyMs));
    this.mean = this.mean === 0 ? end.latencyMs : this.mean + SMOOTHING * (end.latencyMs - this.mean);
    if (this.mean > QUEUEING_RATIO * this.best) this.shrink(AFTER_QUEUEING);
    else if (underWay >= this.value)
      this.current = Math.min(MOST, this.current + (this.slowStart ? 1 : 1 / this.current));
  }

  private learnAgain(underWay: number): void {
    this.unlike = underWay;
    this.best = Number.POSITIVE_INFINITY;
    this.mean = 0;
    this.slowStart = true;
    this.current = Math.max(LEAST, this.current * LEARN_WITH);
  }

  private shrink(by: number): void {
    this.slowStart = false;
    if (this.restFor > 0) return;
    this.current = Math.max(LEAST, this.current * by);
    this.restFor = this.value;
  }
}
