/** Figures as lines of a table, one for each number. Pure. */
import type { MeasureBreakdown } from "@/domain/measure/figures/breakdown-dto";
import type { Figure } from "@/domain/measure/figures/figure";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";
import type { ReviewerFigures } from "@/domain/measure/figures/reviewer-figures-dto";
import type { RiskFigures } from "@/domain/measure/figures/risk-figures-dto";
import type { TimeFigures } from "@/domain/measure/figures/time-figures-dto";

export type FigureLine = {
  figure: string;
  /** What is told apart, and which of it: `type` and `suicide.self`; `all` and an empty key for the whole. */
  by: string;
  key: string;
  unit: "share" | "count" | "coefficient" | "seconds";
  value: number | null;
  /** Ends of the 95% interval; null for what was counted and not estimated. */
  low: number | null;
  high: number | null;
  n: number | null;
  response: number | null;
  basis: string | null;
  /** Why there is no value; null where there is one. */
  reason: string | null;
  means: string | null;
};

type Place = Pick<FigureLine, "figure" | "by" | "key" | "unit">;

/** One figure as a line. What is not known stays empty, and says why. */
function figureLine(place: Place, figure: Figure): FigureLine {
  const { n, response, basis, means } = figure;
  const range = figure.value === null ? { low: null, high: null } : { low: figure.low, high: figure.high };
  const reason = figure.value === null ? figure.reason : null;
  return { ...place, value: figure.value, ...range, n, response, basis, reason, means };
}

function countLine(place: Omit<Place, "unit">, value: number): FigureLine {
  const empty = { low: null, high: null, n: null, response: null, basis: null, reason: null, means: null };
  return { ...place, unit: "count", value, ...empty };
}

/** The main figures, what recall is made of, and the counts behind them. */
export function reportLines({ conversations, figures, recall, corrected, overturns }: MeasureReport): FigureLine[] {
  const { measured, decided, unread, left, ...sides } = conversations;
  const counts = [...Object.entries({ measured, decided, unread, left })].map(([figure, value]) =>
    countLine({ figure, by: "all", key: "" }, value),
  );
  const outcomes = Object.entries(sides).flatMap(([side, each]) =>
    Object.entries(each).map(([answer, value]) =>
      countLine({ figure: "conversations", by: "outcome", key: `${side}.${answer}` }, value),
    ),
  );
  return [
    ...counts,
    ...outcomes,
    ...Object.entries(figures).map(([figure, of]) => figureLine({ figure, by: "all", key: "", unit: "share" }, of)),
    figureLine({ figure: "flagsOnly", by: "all", key: "", unit: "share" }, recall.flagsOnly),
    figureLine({ figure: "missed", by: "all", key: "", unit: "count" }, recall.missed),
    ...recall.strata.map(({ stratum, probability, missed }) =>
      figureLine(
        { figure: "missed", by: "stratum", key: `${stratum}.${probability ?? "not_drawn"}`, unit: "count" },
        missed,
      ),
    ),
    ...Object.entries(corrected).map(([figure, of]) =>
      figureLine({ figure, by: "corrected", key: "", unit: "share" }, of),
    ),
    ...overturns.map(({ class: key, share }) =>
      figureLine({ figure: "overturned", by: "class", key, unit: "share" }, share),
    ),
  ];
}

/** Precision and recall of each type and subject, and how the levels agree. */
export function riskLines({ types, severity, imminence }: RiskFigures): FigureLine[] {
  const levels = Object.entries({ severity, imminence }).flatMap(([key, { same, agreement, linear }]) => [
    figureLine({ figure: "same", by: "level", key, unit: "share" }, same),
    figureLine({ figure: "kappaQuadratic", by: "level", key, unit: "coefficient" }, agreement),
    figureLine({ figure: "kappaLinear", by: "level", key, unit: "coefficient" }, linear),
  ]);
  const byType = types.flatMap(({ type, subject, tp, fp, fn, open, precision, recall }) => {
    const at = { by: "type", key: `${type}.${subject}` };
    return [
      ...Object.entries({ tp, fp, fn, open }).map(([figure, value]) => countLine({ figure, ...at }, value)),
      figureLine({ figure: "precision", ...at, unit: "share" }, precision),
      figureLine({ figure: "recall", ...at, unit: "share" }, recall),
    ];
  });
  return [...byType, ...levels];
}

/** The main figures of each value of a dimension. */
export function breakdownLines({ by, rows, others }: MeasureBreakdown): FigureLine[] {
  const left = others > 0 ? [countLine({ figure: "conversationsInRowsLeftOut", by, key: "" }, others)] : [];
  const lines = rows.flatMap(({ value, precision, recall, prevalence, overturnRate, unscoredRate }) =>
    Object.entries({ precision, recall, prevalence, overturnRate, unscoredRate }).map(([figure, of]) =>
      figureLine({ figure, by, key: value, unit: "share" }, of),
    ),
  );
  return [...lines, ...left];
}

/** Agreement between reviewers, all together. */
export function agreementLines({ agreement, anchoring }: ReviewerFigures): FigureLine[] {
  return [
    ...agreement.flatMap(({ on: key, alpha, ac1, same }) => [
      figureLine({ figure: "alpha", by: "agreement", key, unit: "coefficient" }, alpha),
      figureLine({ figure: "ac1", by: "agreement", key, unit: "coefficient" }, ac1),
      figureLine({ figure: "same", by: "agreement", key, unit: "share" }, same),
    ]),
    ...Object.entries(anchoring).map(([key, of]) =>
      figureLine({ figure: "agreesWithFlag", by: "visibility", key, unit: "share" }, of),
    ),
  ];
}

/** How long cases wait, by tier and step. */
export function waitLines({ rows }: TimeFigures): FigureLine[] {
  return rows.flatMap(({ tier, step, cases, done, open, closed, p50, p90, p99, endless }) => {
    const at = { by: "wait", key: `${tier ?? "all"}.${step}` };
    const counts = Object.entries({ cases, done, open, closed });
    const times = Object.entries({ p50, p90, p99 });
    return [
      ...counts.map(([figure, value]) => countLine({ figure, ...at }, value)),
      ...times.map(([figure, of]) => {
        const line = figureLine({ figure, ...at, unit: "seconds" }, of);
        return endless.some((name) => name === figure) ? { ...line, high: null } : line;
      }),
    ];
  });
}
