import { IntervalPlot } from "@/components/charts/interval-plot";
import { Matrix } from "@/components/charts/matrix";
import { figureRow } from "@/components/measure/figure-rows";
import { counted } from "@/components/measure/figures";
import { Panel } from "@/components/ui/panel";
import type { Figure } from "@/domain/measure/figures/figure";

type LevelConfusionProps<L extends string> = {
  title: string;
  confusion: {
    levels: readonly L[];
    counts: readonly (readonly number[])[];
    n: number;
    same: Figure;
    agreement: Figure;
    linear: Figure;
    under: number;
    over: number;
  };
  label: (level: L) => string;
  /** Where the conversations of a pair are listed. */
  href: (model: L, person: L) => string;
};

/** How grave, or how near: what the model said against what the person said, where both saw the risk. */
export function LevelConfusion<L extends string>({ title, confusion, label, href }: LevelConfusionProps<L>) {
  const { levels, counts, n, same, agreement, linear, under, over } = confusion;
  const labels = levels.map(label);
  if (n === 0) {
    return (
      <Panel title={title}>
        <p className="text-muted">No risk was both named by the model and found by a person.</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={title}
      description={`${counted(n, "risk")} that both saw. Too low by the model: ${under.toLocaleString("en")}. Too high: ${over.toLocaleString("en")}.`}
    >
      <div className="grid gap-4">
        <Matrix
          caption={`${title}: what the model said against what the person said`}
          rowTitle="Model"
          columnTitle="Person"
          rows={labels}
          columns={labels}
          counts={counts}
          href={(row, column) => {
            const [model, person] = [levels[row], levels[column]];
            return model !== undefined && person !== undefined ? href(model, person) : undefined;
          }}
        />
        <IntervalPlot
          caption={`${title}: how often both said the same`}
          of="Risks"
          axis="all"
          rows={[figureRow(same, { key: "same", label: "Same level" })]}
        />
        <IntervalPlot
          caption={`${title}: weighted agreement`}
          of="Risks"
          axis="agreement"
          rows={[
            figureRow(agreement, { key: "quadratic", label: "κ, quadratic weights" }),
            figureRow(linear, { key: "linear", label: "κ, linear weights" }),
          ]}
        />
      </div>
    </Panel>
  );
}
