/** Recall by type from counts alone: which counts belong to which stratum. */
import { expect, it } from "vitest";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { RiskCount } from "@/domain/measure/figures/load-risk-counts";
import { typeRows } from "@/domain/measure/figures/risk-figures";

const base = { key: null, provisional: false, tier: null, visibility: null, stratum: null, probability: null } as const;
const row = (of: Partial<CountRow> & Pick<CountRow, "outcome" | "answer" | "n">): CountRow => ({
  ...base,
  overturn: null,
  ...of,
});
const found = (of: Partial<RiskCount> & Pick<RiskCount, "outcome" | "cell" | "n">): RiskCount => ({
  provisional: false,
  tier: null,
  stratum: null,
  probability: null,
  type: "suicide",
  subject: "any",
  ...of,
});
const recallOf = (risks: readonly RiskCount[], counts: readonly CountRow[]) =>
  typeRows(risks, counts).find(({ type, subject }) => type === "suicide" && subject === "any")?.recall;

it("takes misses from the cell they were drawn from, also where nothing was drawn", () => {
  const rest = { outcome: "none", stratum: "rest", probability: 0.1 } as const;
  const seen = { outcome: "none", stratum: "seen" } as const;
  const counts = [
    row({ outcome: "risk", tier: 0, answer: "risk", n: 10 }),
    row({ ...rest, answer: "risk", n: 2 }),
    row({ ...rest, answer: "none", n: 8 }),
    row({ ...rest, answer: "unasked", n: 90 }),
    row({ ...seen, answer: "risk", n: 3 }),
  ];
  const risks = [
    found({ outcome: "risk", tier: 0, cell: "tp", n: 10 }),
    found({ ...rest, cell: "fn", n: 2 }),
    found({ ...seen, cell: "fn", n: 3 }),
  ];
  // 2 of 10 stand for 20 of 100; the three that somebody came upon count once each.
  expect(recallOf(risks, counts)?.value).toBeCloseTo(10 / (10 + 20 + 3), 10);
});

it("adds what somebody came upon to no cell but its own, whose sample stands for it, and leaves out next to nothing", () => {
  const rest = { outcome: "none", stratum: "rest", probability: 0.1 } as const;
  const beside = { ...rest, stratum: "seen", cameInto: "rest" } as const;
  const counts = [
    row({ outcome: "risk", tier: 0, answer: "risk", n: 10 }),
    row({ ...rest, answer: "risk", n: 20 }),
    row({ ...rest, answer: "none", n: 180 }),
    row({ ...rest, answer: "unasked", n: 1_770 }),
    row({ ...beside, answer: "risk", n: 30 }),
    // One of 2,001 of which nobody read any: less than a thousandth.
    row({ outcome: "none", stratum: "unframed", answer: "unasked", n: 1 }),
  ];
  const risks = [
    found({ outcome: "risk", tier: 0, cell: "tp", n: 10 }),
    found({ ...rest, cell: "fn", n: 20 }),
    found({ ...beside, cell: "fn", n: 30 }),
  ];
  expect(recallOf(risks, counts)?.value).toBeCloseTo(10 / (10 + 200), 10);
});

it("takes the undecided of a tier to be like the decided ones of that tier, not of all", () => {
  const counts = [
    row({ outcome: "risk", tier: 0, answer: "risk", n: 10 }),
    row({ outcome: "risk", tier: 3, answer: "none", n: 10 }),
    row({ outcome: "risk", tier: 3, answer: "open", n: 80 }),
    row({ outcome: "none", stratum: "rest", probability: 1, answer: "risk", n: 10 }),
  ];
  const risks = [
    found({ outcome: "risk", tier: 0, cell: "tp", n: 10 }),
    found({ outcome: "none", stratum: "rest", probability: 1, cell: "fn", n: 10 }),
  ];
  // Pooled, half of the 80 that wait in tier 3 would count as found, though none of that tier was.
  expect(recallOf(risks, counts)?.value).toBeCloseTo(0.5, 10);
});
