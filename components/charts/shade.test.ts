import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shade } from "@/components/charts/shade";

describe("shade", () => {
  it("draws the largest count full and an empty cell not at all", () => {
    expect(shade(400, 400)).toBe(1);
    expect(shade(0, 400)).toBe(0);
    expect(shade(0, 0)).toBe(0);
  });

  it("keeps a count of one in a hundred visible", () => {
    expect(shade(1, 100)).toBeCloseTo(0.1);
  });

  it("grows with the count and never leaves 0 to 1", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (one, other, largest) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(shade(low, largest)).toBeLessThanOrEqual(shade(high, largest));
        expect(shade(high, largest)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
