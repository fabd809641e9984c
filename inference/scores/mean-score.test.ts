import { expect, test } from "vitest";
import type { DecisionScore } from "@/inference/conversation-reading";
import { meanScore } from "@/inference/scores/mean-score";

const CLEAR: DecisionScore = { flag: 0.2, severity: null, censored: false };
const HIGH: DecisionScore = { flag: 0.9, severity: { mild: 0, moderate: 0, high: 1, critical: 0 }, censored: false };
const MIXED: DecisionScore = {
  flag: 0.7,
  severity: { mild: 0.5, moderate: 0, high: 0.25, critical: 0.25 },
  censored: true,
};

test.each<[string, (DecisionScore | null)[], DecisionScore | null]>([
  ["of nobody", [], null],
  ["of judges without a score", [null, null], null],
  ["of one judge", [HIGH], HIGH],
  ["leaves out judges without a score", [null, HIGH, null], HIGH],
  ["of judges that named nothing", [CLEAR, { ...CLEAR, flag: 0.4 }], { flag: 0.3, severity: null, censored: false }],
  [
    "takes the severities of those that named a risk, and marks bounds",
    [CLEAR, HIGH, MIXED],
    { flag: 0.6, severity: { mild: 0.25, moderate: 0, high: 0.625, critical: 0.125 }, censored: true },
  ],
])("the mean %s", (_title, scores, expected) => {
  const mean = meanScore(scores);
  expect(mean && { ...mean, flag: Number(mean.flag.toFixed(9)) }).toEqual(expected);
});
