import { comparisonInWords, pText } from "@/components/measure/evaluation-words";
import { interval, percent } from "@/components/measure/figures";
import { choiceText, STRATEGY_LABELS } from "@/components/model/strategy-words";
import { Panel } from "@/components/ui/panel";
import { Row, Table, TableBody, TableHead, Td, Th } from "@/components/ui/table";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";
import type { Estimate } from "@/domain/measure/statistics/estimate";

function Share({ of }: { of: Estimate | null }) {
  if (of === null) return "–";
  return (
    <>
      {percent(of.value)} <span className="text-muted text-xs">{interval(of)}</span>
    </>
  );
}

/** One row for each strategy, and under it what the difference between them is worth. */
export function ComparePanel({ run: { strategies } }: { run: EvaluationRunDto }) {
  const first = strategies[0];
  if (!first || strategies.length < 2) return null;
  return (
    <Panel flush title="Strategies" description="All read the same cases. Shares with their 95% intervals.">
      <Table caption="What each strategy reached and cost">
        <TableHead>
          <tr>
            <Th>Strategy</Th>
            <Th align="right">Recall</Th>
            <Th align="right">Specificity</Th>
            <Th align="right">Accuracy</Th>
            <Th align="right">Calls a case</Th>
            <Th align="right">p50</Th>
          </tr>
        </TableHead>
        <TableBody>
          {strategies.map(({ figures, ...choice }) => (
            <Row key={choice.strategy}>
              <Th scope="row">{choiceText(choice)}</Th>
              {(["recall", "specificity", "accuracy"] as const).map((ratio) => (
                <Td key={ratio} num className="whitespace-nowrap">
                  <Share of={figures?.intervals[ratio] ?? null} />
                </Td>
              ))}
              <Td num>{figures?.cost.callsPerCase?.toFixed(1) ?? "–"}</Td>
              <Td num className="whitespace-nowrap">
                {figures?.cost.p50Ms == null ? "–" : `${figures.cost.p50Ms.toLocaleString("en")} ms`}
              </Td>
            </Row>
          ))}
        </TableBody>
      </Table>
      <ul className="grid gap-3 border-t px-4 py-3 text-sm">
        {strategies.map(({ strategy, comparison }) =>
          comparison === null ? null : (
            <li key={strategy} className="grid max-w-prose gap-0.5">
              <span className="font-medium text-strong">
                {STRATEGY_LABELS[first.strategy]} against {STRATEGY_LABELS[strategy]}
              </span>
              <span className="text-pretty">
                {comparisonInWords(comparison.accuracy, STRATEGY_LABELS[first.strategy], STRATEGY_LABELS[strategy])}
              </span>
              <span className="tnum text-muted text-xs">
                McNemar’s exact test: p {pText(comparison.accuracy.p)} over all cases, {pText(comparison.recall.p)} over
                those with a risk, {pText(comparison.specificity.p)} over those without.
              </span>
            </li>
          ),
        )}
      </ul>
    </Panel>
  );
}
