/** Which answers scores are calibrated by. */
import { expect, it } from "vitest";
import { calibrateScores } from "@/domain/measure/thresholds/calibrate-scores";
import type { ScoreRow } from "@/domain/measure/thresholds/load-score-counts";

const base = { key: null, provisional: false, visibility: null, overturn: null };
const flag = { ...base, outcome: "risk", tier: 1, stratum: null, probability: null, bin: 30 } as const;
const rest = { ...base, outcome: "none", tier: null, stratum: "rest", probability: 0.1, bin: 10 } as const;
const DESK: ScoreRow[] = [
  { ...flag, answer: "risk", n: 30 },
  { ...flag, answer: "none", n: 10 },
  { ...rest, answer: "risk", n: 10 },
  { ...rest, answer: "none", n: 90 },
  { ...rest, answer: "unasked", n: 900 },
];
const calibrate = (...more: ScoreRow[]) => calibrateScores([...DESK, ...more], "platt");

it("asks only what was drawn: what somebody came upon says nothing, wherever it was", () => {
  const drawn = calibrate();
  expect(drawn).toMatchObject({ method: "platt", n: 140, withRisk: 40 });
  const seen = { ...rest, stratum: "seen", answer: "risk", n: 60 } as const;
  for (const probability of [null, 0]) expect(calibrate({ ...seen, probability })).toEqual(drawn);
  // Beside a draw it is one of those that the samples stand for, as if nobody had come upon it.
  expect(calibrate({ ...seen, cameInto: "rest" })).toEqual(calibrate({ ...rest, answer: "unasked", n: 60 }));
});

it("says why not where nobody has read any of a group, unless that is next to nothing", () => {
  const unframed = { ...rest, stratum: "unframed", probability: null, answer: "unasked" } as const;
  // One in a thousand of the unflagged may be left out: of 1,001 one, not two of 1,002.
  expect(calibrate({ ...unframed, n: 1 })).toMatchObject({ method: "platt", n: 140 });
  expect(calibrate({ ...unframed, n: 2 })).toEqual({
    method: null,
    n: 140,
    reason: "Nobody has read any of the 2 conversations in “unreached by any draw”.",
  });
});
