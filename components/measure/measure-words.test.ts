import { expect, it } from "vitest";
import { cellPath, measurePath } from "@/components/measure/measure-path";
import { cellInWords, cellName, filterInWords } from "@/components/measure/measure-words";
import { type MeasureCell, measureCellSchema } from "@/domain/measure/figures/measure-cell";

it.each<[MeasureCell, string, string]>([
  [["outcome", "none", "risk"], "False negatives", "The model said no risk, and a person found a risk"],
  [["outcome", "risk", "none"], "False positives", "The model said risk, and a person found none"],
  [["stratum", "split", "all"], "Conversations behind a number", "Not flagged, “Split”, and whatever people said"],
  [["overturn", "wrong_severity"], "Conversations behind a number", "Decided: wrong severity"],
  [
    ["type", "suicide", "other", "fn"],
    "Conversations behind a number",
    "Suicide (someone else), found by a person and not named by the model",
  ],
  [["severity", "mild", "high"], "Conversations behind a number", "Severity: the model said mild, the person high"],
  [
    ["imminence", "unstated", "urgent"],
    "Conversations behind a number",
    "Imminence: the model said not stated, the person urgent",
  ],
])("says of %j what it counts, and leads to it", (cell, name, words) => {
  expect(cellName(cell)).toBe(name);
  expect(cellInWords(cell)).toBe(words);
  const query = new URL(cellPath({}, ...cell), "http://desk").searchParams;
  expect(measureCellSchema.parse(query.get("cell"))).toEqual(cell);
});

it("keeps the whole filter in every address, tier 0 too, and nothing else", () => {
  const filter = { from: "2026-01-01", tier: 0, visibility: "blind" as const, step: "day" };
  expect(measurePath("/measure", filter)).toBe("/measure?from=2026-01-01&tier=0&visibility=blind");
});

it("says a filter in words", () => {
  expect(filterInWords({ to: "2026-02-01", language: "de", tier: 0 })).toEqual([
    "read before 2026-02-01",
    "German",
    "tier 0",
  ]);
});
