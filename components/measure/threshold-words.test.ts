import { expect, it } from "vitest";
import {
  againstToday,
  calibrationInWords,
  perDayText,
  rateText,
  scoreCutInWords,
  tiersInWords,
} from "@/components/measure/threshold-words";

it.each<[number, string]>([
  [0, "0"],
  [0.01, "under 0.1"],
  [0.06, "0.1"],
  [4, "4"],
  [9.94, "9.9"],
  [9.96, "10"],
  [1234.5, "1,235"],
])("prints %s cases a day, and never some as none", (cases, text) => expect(perDayText(cases)).toBe(text));

const known = (value: number) => ({ value, low: value / 2, high: 1, n: 9 });
const unknown = { value: null, reason: "Nobody knows.", n: 0 } as const;

it("says a cut as the slider speaks it, also where recall is not known", () => {
  expect(scoreCutInWords({ cut: 0.45, perDay: 7, recall: known(0.75) })).toBe(
    "A case from a score of 0.45 on: 7 a day, recall 75% (38% to 100%)",
  );
  expect(scoreCutInWords({ cut: 0, perDay: 14, recall: unknown })).toBe(
    "A case for everything: 14 a day, recall not known",
  );
  expect(rateText(unknown)).toBe("not known");
});

it("tells the tiers of a queue by the day", () => {
  expect(tiersInWords({ byTier: [2, 0, 4, 0], noTier: 1 }, 2)).toBe("tier 0: 1, tier 2: 2, not flagged: 0.5");
});

it.each([
  [8, known(0.8), "2 more cases a day, and 5 points more recall."],
  [6, known(0.75), "As many cases as were opened, and about the same recall."],
  [2, known(0.74), "4 fewer cases a day, and 1 point less recall."],
  [2, unknown, "4 fewer cases a day."],
])("sets %d cases a day against what was done", (perDay, recall, text) => {
  expect(againstToday({ perDay, recall }, { perDay: 6, recall: known(0.75) })).toBe(text);
});

it.each([
  [0.2, 0.1, "Calibrated, they are closer to what people found: 0.100."],
  [0.1, 0.1, "Calibrated, they are about as close: 0.100."],
  [0.1, 0.12, "there is nothing to mend, or too little to learn from: 0.120."],
])("says what calibration did from %d to %d", (before, after, text) => {
  const judged = (brier: number) => ({ brier, reliability: 0, bins: [] });
  const about = { method: "platt" as const, n: 1200, withRisk: 9, scores: [] };
  expect(calibrationInWords({ ...about, before: judged(before), after: judged(after) })).toContain(text);
});
