/** A small desk whose figures the examples show: computed by the very code that computes the real ones. */

import { EXAMPLE_IDS, EXAMPLE_RISK } from "@/app/api/openapi.json/example-values";
import { buildReport } from "@/domain/measure/figures/build-report";
import { driftOf } from "@/domain/measure/figures/drift-figures";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { LevelCount, RiskCount } from "@/domain/measure/figures/load-risk-counts";
import type { MeasuredCase } from "@/domain/measure/figures/measured-cases-dto";
import { rateFigures } from "@/domain/measure/figures/rate-figures";
import { agreementOf, anchoringOf } from "@/domain/measure/figures/reviewer-figures";
import { confusionOf, typeRows } from "@/domain/measure/figures/risk-figures";
import { timeFiguresOf } from "@/domain/measure/figures/time-figures";
import { independentShare } from "@/domain/measure/statistics/clustered";
import { IMMINENCES, SEVERITIES } from "@/inference/risk";

const DRAWS = 200;
const base = { provisional: false, tier: null, visibility: null, stratum: null, probability: null, overturn: null };
const flagged = { ...base, key: "2026-11-02", outcome: "risk", tier: 1 } as const;
const rest = { ...base, key: "2026-11-02", outcome: "none", stratum: "rest", probability: 0.1 } as const;
const ROWS: readonly CountRow[] = [
  { ...flagged, answer: "risk", visibility: "shown", overturn: "agrees", n: 8 },
  { ...flagged, answer: "none", visibility: "shown", overturn: "false_positive", n: 2 },
  { ...flagged, key: "2026-11-09", answer: "open", n: 1 },
  { ...rest, answer: "risk", visibility: "blind", overturn: "false_negative", n: 1 },
  { ...rest, key: "2026-11-09", answer: "none", visibility: "blind", overturn: "agrees", n: 38 },
  { ...rest, answer: "open", n: 2 },
  { ...rest, answer: "unasked", n: 359 },
];
const type = { type: "suicide", subject: "any" } as const;
const RISKS: readonly RiskCount[] = [
  { ...flagged, ...type, cell: "tp", n: 8 },
  { ...flagged, ...type, cell: "fp", n: 2 },
  { ...rest, ...type, cell: "fn", n: 1 },
];
const LEVELS: readonly LevelCount[] = [
  { provisional: false, kind: "severity", model: "high", person: "high", n: 6 },
  { provisional: false, kind: "severity", model: "moderate", person: "high", n: 2 },
  { provisional: false, kind: "imminence", model: "acute", person: "acute", n: 8 },
];
const side = { verdict: "risk", type: "suicide", severity: "high", imminence: "acute" } as const;
const none = { verdict: "none", type: null, severity: null, imminence: null } as const;
const PAIRS = [
  { first: side, second: side, shown: true, flagged: true, provisional: false, probability: 0.5, n: 4 },
  { first: none, second: none, shown: true, flagged: true, provisional: false, probability: 0.5, n: 1 },
];
const WAITS = [
  { tier: 1, step: "view", state: "done", bucket: 120, n: 10 },
  { tier: 1, step: "view", state: "open", bucket: 200, n: 1 },
  { tier: 1, step: "decision", state: "done", bucket: 250, n: 10 },
  { tier: 1, step: "decision", state: "open", bucket: 200, n: 1 },
] as const;

const check = { at: "2026-11-21T03:00:00.000Z", ok: true, differences: 0, repaired: false };
const freshness = { waiting: 0, oldestWaitingAt: null, newestWaitingAt: null, check };
const gold = { asked: 27, risk: independentShare(11, 12), none: independentShare(14, 14) };
const { precision, recall, prevalence, overturnRate, unscoredRate } = rateFigures(ROWS, { draws: DRAWS }).figures;
const figures = { precision, recall, prevalence, overturnRate, unscoredRate };

const measuredCase: MeasuredCase = {
  conversationId: EXAMPLE_IDS.conversationId,
  caseId: EXAMPLE_IDS.caseId,
  day: "2026-11-21",
  source: { id: EXAMPLE_IDS.sourceId, name: "Night chat" },
  language: "en",
  model: "nopenet/nope-edge",
  strategy: "single",
  provisional: false,
  tier: 1,
  outcome: "risk",
  answer: "risk",
  visibility: "shown",
  stratum: null,
  probability: null,
  overturn: "agrees",
  decidedAt: "2026-11-21T03:04:45.000Z",
  named: [EXAMPLE_RISK],
  found: [EXAMPLE_RISK],
};

/** What each route answers about that desk. */
export const EXAMPLE_FIGURES = {
  report: buildReport({ rows: ROWS, unread: 0, freshness, gold, readTwice: [] }, { draws: DRAWS }),
  breakdown: {
    by: "source",
    rows: [{ value: EXAMPLE_IDS.sourceId, label: "Night chat", measured: 411, decided: 49, ...figures }],
    others: 0,
  },
  risks: {
    types: typeRows(RISKS, ROWS),
    severity: confusionOf("severity", [...SEVERITIES], SEVERITIES.length, LEVELS, "shown"),
    imminence: confusionOf("imminence", [...IMMINENCES, "unstated"], IMMINENCES.length, LEVELS, "shown"),
    missing: [],
  },
  reviewers: {
    agreement: agreementOf(PAIRS, 1),
    secondReviews: { asked: 5, answered: 5, withdrawn: 0, agreed: 5 },
    missing: [],
    anchoring: anchoringOf(PAIRS, { agreed: 8, n: 10 }),
  },
  times: timeFiguresOf(WAITS, [null, 1], [60, 300, 1_800, 86_400]),
  drift: driftOf("week", ROWS),
  cases: { total: 1, keptBlind: 0, items: [measuredCase], nextCursor: null },
};
