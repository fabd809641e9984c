import { IntervalPlot } from "@/components/charts/interval-plot";
import { figureRow } from "@/components/measure/figure-rows";
import { counted } from "@/components/measure/figures";
import { Panel } from "@/components/ui/panel";
import type { GoldAccuracy, ReviewerFigures } from "@/domain/measure/figures/reviewer-figures-dto";

const ON: Readonly<Record<ReviewerFigures["agreement"][number]["on"], string>> = {
  verdict: "Risk or none",
  types: "Types of risk",
  severity: "Severity",
  imminence: "Imminence",
};

/** How far people agree who read the same conversation without knowing of each other. Nobody is named. */
export function Agreement({ figures: { agreement, secondReviews } }: { figures: ReviewerFigures }) {
  const { asked, answered, withdrawn, agreed } = secondReviews;
  return (
    <Panel
      title="Agreement between reviewers"
      description="Krippendorff’s α, and Gwet’s AC1 beside it: α falls where nearly all say the same. 1 is full agreement, 0 what chance gives."
      footer={`${counted(asked, "second review")} asked for: ${answered.toLocaleString("en")} answered, ${agreed.toLocaleString("en")} of them alike; ${withdrawn.toLocaleString("en")} withdrawn.`}
    >
      <IntervalPlot
        caption="Agreement between reviewers"
        of="Read twice"
        axis="agreement"
        rows={agreement.flatMap(({ on, alpha, ac1 }) => [
          figureRow(alpha, {
            key: `${on} alpha`,
            label: `${ON[on]}, α`,
            sub: alpha.value === null ? undefined : alpha.means,
          }),
          figureRow(ac1, { key: `${on} ac1`, label: `${ON[on]}, AC1` }),
        ])}
      />
      <h3 className="mt-4 font-medium text-sm text-strong">Pairs that said the same</h3>
      <IntervalPlot
        caption="Share of pairs that said the same"
        of="Read twice"
        axis="all"
        rows={agreement.map(({ on, same }) => figureRow(same, { key: on, label: ON[on] }))}
      />
    </Panel>
  );
}

/** Whether seeing the model's answer draws people to it. The difference may lie on either side of nothing. */
export function Anchoring({ anchoring: { blind, shown, difference } }: Pick<ReviewerFigures, "anchoring">) {
  return (
    <Panel
      title="With the model hidden, and in view"
      description="How often people agree that there is a risk where the model flagged. Much more agreement in view says that its answer draws them."
      footer={difference.value === null ? difference.reason : difference.means}
    >
      <IntervalPlot
        caption="Agreement with flags, with the model hidden and in view"
        of="Answers"
        axis="all"
        rows={[
          figureRow(blind, { key: "blind", label: "Model hidden" }),
          figureRow(shown, { key: "shown", label: "Model in view" }),
        ]}
      />
    </Panel>
  );
}

/** How people answer reference cases: one's own, and for leads everybody's. */
export function GoldAnswers({ gold, mine }: { gold: GoldAccuracy; mine: string }) {
  const own = gold.items.every(({ reviewer }) => reviewer.id === mine);
  return (
    <Panel
      title={own ? "Your answers to reference cases" : "Answers to reference cases"}
      description={
        own
          ? "For you and your lead alone. Few answers say little: look at the interval."
          : "Each person sees their own; leads see all, to teach and not to rank. Few answers say little: look at the interval."
      }
    >
      {gold.items.length === 0 ? (
        <p className="text-muted">No reference case has been given out yet.</p>
      ) : (
        <div className="grid gap-6">
          {gold.items.map(({ reviewer, asked, answered, verdict, whole, sensitivity, specificity }) => (
            <section key={reviewer.id} aria-label={reviewer.name} className="grid gap-1">
              <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium text-sm text-strong">
                <bdi>{reviewer.id === mine ? `${reviewer.name} (you)` : reviewer.name}</bdi>
                <span className="font-normal text-muted text-xs">
                  {answered.toLocaleString("en")} of {counted(asked, "reference case")} answered
                </span>
              </h3>
              <IntervalPlot
                caption={`Answers of ${reviewer.name} to reference cases`}
                of="Answers"
                axis="all"
                rows={[
                  figureRow(verdict, { key: "verdict", label: "Right: risk or none" }),
                  figureRow(sensitivity, { key: "sensitivity", label: "Risks found" }),
                  figureRow(specificity, { key: "specificity", label: "Rightly cleared" }),
                  figureRow(whole, { key: "whole", label: "Right in the whole" }),
                ]}
              />
            </section>
          ))}
        </div>
      )}
    </Panel>
  );
}
