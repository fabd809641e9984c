import { Panel } from "@/components/ui/panel";

const NOTES = [
  [
    "What counts",
    "Each conversation once, by the decision that stands: what settled a disagreement before what it settled, a correction before what it corrects. Second looks that only check another decision enter the agreement, not the counts.",
  ],
  [
    "Precision",
    "Of the flagged conversations that a person decided on, the share in which the person found a risk. Wilson’s score interval.",
  ],
  [
    "Recall",
    "Found, over found and missed. Misses are estimated from conversations that were not flagged, each drawn with a probability that was written down before anybody read it, and read without the model’s answer. Interval: 20,000 draws of the share missed in each stratum from Beta(x + ½, n − x + ½) (Jeffreys). “At least”: Clopper-Pearson with the error shared out over the strata (Bonferroni).",
  ],
  ["What is not known", "Where nothing was drawn or nothing was answered, no number is given. It does not mean none."],
  [
    "Agreement",
    "Krippendorff’s α and Gwet’s AC1 over conversations that two people read independently; intervals by resampling conversations.",
  ],
  [
    "Over time",
    "p-charts with limits of three standard deviations; Laney’s p′ where periods hold so many conversations that these would be absurdly tight.",
  ],
  [
    "Times",
    "Kaplan-Meier: what is still open counts for as long as it has waited. Intervals of Greenwood on the scale log(−log S).",
  ],
  [
    "What it rests on",
    "That samples nobody answered are like those that were, that people are right (see the corrected figures), and that decisions made with the model in view are no independent witness; how many there were is said above.",
  ],
] as const;

/** How the figures of a report were made. The long form, with formulas and tests, is docs/measure.md. */
export function ReportMethod() {
  return (
    <Panel title="How these figures were made" description="All intervals are at 95%. In full: docs/measure.md.">
      <dl className="grid max-w-prose gap-3 text-sm">
        {NOTES.map(([term, note]) => (
          <div key={term} className="grid break-inside-avoid gap-0.5">
            <dt className="font-medium text-strong">{term}</dt>
            <dd className="text-pretty">{note}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
