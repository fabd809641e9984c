import { describe, expect, it } from "vitest";
import { ConcurrencyLimit } from "@/inference/endpoints/concurrency-limit";

/** A server that works on `slots` calls at a time for 50 ms each and lets the others wait: latency by Little's law. */
function usualLimitAgainst(slots: number, rounds: number): number {
  const limit = new ConcurrencyLimit();
  const seen: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const underWay = limit.value;
    seen.push(underWay);
    const latencyMs = 50 * Math.max(1, underWay / slots);
    for (let call = 0; call < underWay; call += 1) limit.note({ kind: "answered", latencyMs }, underWay);
  }
  return seen.slice(rounds / 2).sort((a, b) => a - b)[Math.floor(rounds / 4)] ?? 0;
}

describe("the number of calls given to an endpoint at once", () => {
  it.each([4, 16, 50])("settles where a server with %i slots is busy and its queue short", (slots) => {
    const settled = usualLimitAgainst(slots, 400);
    expect(settled).toBeGreaterThanOrEqual(slots);
    expect(settled).toBeLessThanOrEqual(slots * 4);
  });

  it("does not grow while it is not used", () => {
    const limit = new ConcurrencyLimit();
    const before = limit.value;
    for (let call = 0; call < 1_000; call += 1) limit.note({ kind: "answered", latencyMs: 50 }, 1);
    expect(limit.value).toBe(before);
  });

  it("shrinks once for a burst of refusals, not once for each, and never below one", () => {
    const limit = new ConcurrencyLimit();
    for (let call = 0; call < 40; call += 1) limit.note({ kind: "answered", latencyMs: 50 }, limit.value);
    const before = limit.value;
    for (let call = 0; call < 5; call += 1) limit.note({ kind: "overloaded" }, before);
    expect(limit.value).toBe(Math.floor(before * 0.7));
    for (let call = 0; call < 10_000; call += 1) limit.note({ kind: "overloaded" }, 1);
    expect(limit.value).toBe(1);
  });

  it("grows again after an overload that is over", () => {
    const limit = new ConcurrencyLimit();
    for (let call = 0; call < 200; call += 1) limit.note({ kind: "overloaded" }, limit.value);
    const low = limit.value;
    for (let call = 0; call < 200; call += 1) limit.note({ kind: "answered", latencyMs: 50 }, limit.value);
    expect(limit.value).toBeGreaterThan(low);
  });
});
