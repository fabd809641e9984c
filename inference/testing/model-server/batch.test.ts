import { describe, expect, it } from "vitest";
import { type BatchLimits, createBatch, type Job } from "@/inference/testing/model-server/batch";
import { slotsFor } from "@/inference/testing/model-server/options";

type Named = Job & { name: string };

function open(limits: Partial<BatchLimits> = {}) {
  const ended: string[] = [];
  const started: string[] = [];
  const evicted: string[] = [];
  const batch = createBatch<Named>(
    { maxRunning: 1, maxQueued: 10, slowdown: 0, evicts: false, ...limits },
    {
      onStart: ({ name }) => started.push(name),
      onFinish: ({ name }) => ended.push(name),
      onEvict: ({ name }) => evicted.push(name),
    },
  );
  return { batch, started, ended, evicted };
}
const job = (name: string, rank = 0, workMs = 50): Named => ({ name, rank, workMs });

describe("a batch", () => {
  it("runs as many at a time as it has slots, and takes the next at the very moment one ends", () => {
    const { batch, started, ended } = open({ maxRunning: 2 });
    for (const name of ["a", "b", "c", "d"]) batch.submit(job(name), 0);
    expect(batch.counts()).toEqual({ running: 2, queued: 2 });
    expect(batch.nextAt()).toBe(50);
    batch.advance(49);
    expect(ended).toEqual([]);
    // Late by 40 ms, which costs c and d nothing.
    batch.advance(90);
    expect([started, ended]).toEqual([
      ["a", "b", "c", "d"],
      ["a", "b"],
    ]);
    expect(batch.nextAt()).toBe(100);
  });

  it.each([
    [100, 50],
    [1_000, 50],
    [20, 250],
  ])("answers %d requests a second at %d ms each, for as long as there are enough", (rate, serviceMs) => {
    const { batch, ended } = open({ maxRunning: slotsFor(rate, serviceMs), maxQueued: 10_000 });
    for (let index = 0; index < 3 * rate; index += 1) batch.submit(job(`${index}`, 0, serviceMs), 0);
    batch.advance(1_000);
    expect(ended.length).toBeGreaterThanOrEqual(rate * 0.98);
    expect(ended.length).toBeLessThanOrEqual(rate * 1.02);
  });

  it("starts the lowest rank first, and within a rank the one that came first", () => {
    const { batch, started } = open();
    batch.submit(job("running"), 0);
    for (const [name, rank] of [
      ["late", 0],
      ["urgent", -10],
      ["low", 5],
      ["urgent too", -10],
    ] as const)
      batch.submit(job(name, rank), 1);
    batch.advance(1_000);
    expect(started).toEqual(["running", "urgent", "urgent too", "late", "low"]);
  });

  it("refuses when the queue is full", () => {
    const { batch, evicted } = open({ maxQueued: 1 });
    expect([batch.submit(job("a"), 0), batch.submit(job("b"), 0), batch.submit(job("c", -1), 0)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(evicted).toEqual([]);
  });

  it("gives up its last for a more urgent one, and not for one of the same rank, if it may", () => {
    const { batch, started, evicted } = open({ maxQueued: 2, evicts: true });
    for (const name of ["a", "b", "c"]) batch.submit(job(name), 0);
    expect(batch.submit(job("same"), 0)).toBe(false);
    expect(batch.submit(job("urgent", -1), 0)).toBe(true);
    expect(evicted).toEqual(["c"]);
    batch.advance(1_000);
    expect(started).toEqual(["a", "urgent", "b"]);
  });

  it("slows all that run by the number of them, and speeds up as they end", () => {
    const { batch, ended } = open({ maxRunning: 2, slowdown: 1 });
    batch.submit(job("short", 0, 50), 0);
    batch.submit(job("long", 0, 100), 0);
    // Two at half the pace: the short one has its 50 ms of work at 100, the long one its last 50 at full pace.
    expect(batch.nextAt()).toBe(100);
    batch.advance(100);
    expect(ended).toEqual(["short"]);
    expect(batch.nextAt()).toBe(150);
  });

  it("frees the place of one that is taken out, and says whether it was there", () => {
    const { batch, started, ended } = open();
    const [a, b, c] = [job("a"), job("b"), job("c")];
    for (const one of [a, b, c]) batch.submit(one, 0);
    expect([batch.remove(b, 10), batch.remove(a, 10), batch.remove(a, 10)]).toEqual([true, true, false]);
    expect(batch.nextAt()).toBe(60);
    batch.advance(60);
    expect([started, ended]).toEqual([["a", "c"], ["c"]]);
    expect(batch.nextAt()).toBeNull();
  });
});
