/** A small desk whose cuts the example shows: computed by the very code that computes the real ones. */
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { buildThresholds } from "@/domain/measure/thresholds/build-thresholds";
import type { ScoreRow } from "@/domain/measure/thresholds/load-score-counts";

const base = {
  key: null,
  provisional: false,
  tier: null,
  visibility: null,
  stratum: null,
  probability: null,
  overturn: null,
};
const flagged = { ...base, outcome: "risk", tier: 1 } as const;
const rest = { ...base, outcome: "none", stratum: "rest", probability: 0.1 } as const;
const SCORED: readonly ScoreRow[] = [
  { ...flagged, bin: 30, answer: "risk", visibility: "shown", n: 6 },
  { ...flagged, bin: 24, answer: "risk", visibility: "shown", n: 2 },
  { ...flagged, bin: 20, answer: "none", visibility: "shown", n: 2 },
  { ...rest, bin: 14, answer: "risk", visibility: "blind", n: 1 },
  { ...rest, bin: 14, answer: "unasked", n: 9 },
  { ...rest, bin: 3, answer: "none", visibility: "blind", n: 38 },
  { ...rest, bin: 3, answer: "unasked", n: 352 },
];
const ROWS: readonly CountRow[] = SCORED.map(({ bin: _, ...row }) => row);
const CHOSEN = {
  model: "nopenet/nope-edge",
  strategy: "single",
  rules: false,
  readings: 410,
  first: "2026-11-01",
  last: "2026-11-20",
};
const check = { at: "2026-11-21T03:00:00.000Z", ok: true, differences: 0, repaired: false };

export const EXAMPLE_THRESHOLDS = buildThresholds(
  {
    query: { calibration: "platt" },
    rows: ROWS,
    scored: SCORED,
    readBy: [CHOSEN],
    chosen: CHOSEN,
    freshness: { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check },
  },
  200,
);
