import { IntervalPlot, type IntervalRow } from "@/components/charts/interval-plot";
import { Matrix } from "@/components/charts/matrix";
import { comparisonInWords, pText } from "@/components/measure/evaluation-words";
import { counted } from "@/components/measure/figures";
import { MODEL_LABELS } from "@/components/measure/measure-words";
import { SIDE_LABELS, SIDES, shadowCasesPath } from "@/components/measure/shadow-words";
import { Panel } from "@/components/ui/panel";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import type { Confusion, ShadowRate, ShadowResult, ShadowSide } from "@/domain/measure/shadow/shadow-result-dto";
import type { Outcome } from "@/inference/risk";

type Parts = { run: ShadowRunDto; result: ShadowResult };

const SAID: readonly Outcome[] = ["risk", "none", "unscored"];
const FOUND = ["risk", "none"] as const;

function countsOf({ tp, fp, fn, tn, unscoredRisk, unscoredNone }: Confusion) {
  return [
    [tp, fn, unscoredRisk],
    [fp, tn, unscoredNone],
  ];
}

/** Both readings against what people decided, and whether the difference can be chance. */
export function DecisionsPanel({ run, result }: Parts) {
  const { comparison, decided, blind } = result;
  return (
    <Panel
      title="Against the decisions"
      description={`${counted(decided, "conversation")} of ${result.read.toLocaleString("en")} were decided on these words, ${blind.toLocaleString("en")} of them without seeing the model.`}
      footer="People mostly decide on what was flagged then, and with that answer in view: these counts favour what stood."
    >
      {decided === 0 ? (
        <p className="text-muted">Nobody has decided on any of them: neither reading can be held against anything.</p>
      ) : (
        <div className="grid gap-5">
          <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
            {SIDES.map((side) => (
              <div key={side} className="grid content-start gap-2">
                <h3 className="font-medium text-strong">{SIDE_LABELS[side]}</h3>
                <Matrix
                  caption={`${SIDE_LABELS[side]} against what people decided`}
                  rowTitle="Person"
                  columnTitle={SIDE_LABELS[side]}
                  rows={FOUND.map((found) => MODEL_LABELS[found])}
                  columns={SAID.map((said) => MODEL_LABELS[said])}
                  counts={countsOf(result[side].confusion)}
                  href={(row, column) => {
                    const query = { answer: FOUND[row], [side]: SAID[column] };
                    return shadowCasesPath(run.id, query);
                  }}
                />
              </div>
            ))}
          </div>
          <p className="max-w-prose text-pretty text-sm">
            {comparisonInWords(
              comparison.accuracy,
              "what stood",
              "the shadow reading",
              "More of them have to be decided.",
            ).replace(/^w/, "W")}{" "}
            <span className="tnum whitespace-nowrap text-muted text-xs">
              McNemar p {pText(comparison.accuracy.p)}, mid-p {pText(comparison.accuracy.midP)}
            </span>
          </p>
          <p className="max-w-prose text-pretty text-muted text-xs">
            With a risk: only what stood was right on {comparison.recall.onlyFirst}, only the shadow reading on{" "}
            {comparison.recall.onlySecond} (p {pText(comparison.recall.p)}). Without one:{" "}
            {comparison.specificity.onlyFirst} and {comparison.specificity.onlySecond} (p{" "}
            {pText(comparison.specificity.p)}).
          </p>
        </div>
      )}
    </Panel>
  );
}

function rateRow(rate: ShadowRate, side: (typeof SIDES)[number]): IntervalRow {
  const about = { key: side, label: SIDE_LABELS[side] };
  return rate.value === null ? { ...about, value: null, reason: rate.reason, n: 0 } : { ...about, ...rate };
}

/** Estimates that weigh what was drawn for reading, so that both readings stand on the same ground. */
export function RatesPanel({ result }: Pick<Parts, "result">) {
  const plots: readonly { rate: keyof Pick<ShadowSide, "recall" | "precision">; title: string; what: string }[] = [
    { rate: "recall", title: "Recall", what: "Of the conversations that hold a risk, how many it flags." },
    { rate: "precision", title: "Precision", what: "Of those it flags, how many hold a risk." },
  ];
  return (
    <Panel
      title="Estimated for all that were read"
      description="What was drawn for a blind reading stands for those it was drawn from, so that neither is favoured. Wide where few were decided."
    >
      <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        {plots.map(({ rate, title, what }) => (
          <div key={rate} className="grid content-start gap-1">
            <h3 className="font-medium text-strong">{title}</h3>
            <p className="text-muted text-xs">{what}</p>
            <IntervalPlot
              caption={`${title} of both readings`}
              of="Decided"
              axis="all"
              rows={SIDES.map((side) => rateRow(result[side][rate], side))}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
