import { describe, expect, it } from "vitest";
import { tierOfRisks } from "@/domain/triage/tier";
import { IMMINENCES, SEVERITIES } from "@/inference/risk";

describe("the tier of a conversation", () => {
  // Rows: mild … critical; columns: none, chronic … emergency. The more urgent of the two scales counts.
  const TABLE = [
    [3, 3, 2, 1, 0],
    [2, 2, 2, 1, 0],
    [1, 1, 1, 1, 0],
    [0, 0, 0, 0, 0],
  ];
  const cells = SEVERITIES.flatMap((severity, row) =>
    [null, ...IMMINENCES].map((imminence, column) => [severity, imminence, TABLE[row]?.[column]] as const),
  );

  it.each(cells)("puts %s severity with imminence %s into tier %i", (severity, imminence, tier) => {
    expect(tierOfRisks([{ severity, imminence }])).toBe(tier);
  });

  it("is that of the worst risk", () => {
    expect(
      tierOfRisks([
        { severity: "mild", imminence: null },
        { severity: "moderate", imminence: "emergency" },
        { severity: "high", imminence: "chronic" },
      ]),
    ).toBe(0);
  });

  it("is the lowest when there is no risk", () => {
    expect(tierOfRisks([])).toBe(3);
  });
});
