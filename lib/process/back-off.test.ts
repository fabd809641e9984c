import fc from "fast-check";
import { expect, it } from "vitest";
import { nextRestart } from "@/lib/process/back-off";

it.each([
  [0, 10, 250],
  [1, 10, 500],
  [3, 10, 2000],
  [9, 10, 30_000],
  [9, 60_000, 250],
])("after %i quick deaths and a run of %i ms waits %i ms", (quickDeaths, ranForMs, delayMs) => {
  expect(nextRestart({ quickDeaths }, ranForMs).delayMs).toBe(delayMs);
});

it("never waits less than the time before while a program keeps dying, and never over 30 s", () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.nat(59_999), (quickDeaths, ranForMs) => {
      const first = nextRestart({ quickDeaths }, ranForMs);
      const second = nextRestart(first.history, ranForMs);
      expect(second.delayMs).toBeGreaterThanOrEqual(first.delayMs);
      expect(second.delayMs).toBeLessThanOrEqual(30_000);
    }),
  );
});
