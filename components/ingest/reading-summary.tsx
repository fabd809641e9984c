import { OUTCOME_LABELS, unscoredLabel } from "@/components/decide/labels";
import { ModelRisk } from "@/components/decide/model-risk";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Callout } from "@/components/ui/callout";
import type { ClassificationDto } from "@/inference/classification-dto";

const TONES = { risk: "danger", none: "neutral", unscored: "warn" } as const;

/** What one reading found: the outcome, the model's own words, and each risk. A failed reading says that it failed. */
export function ReadingSummary({ reading }: { reading: ClassificationDto }) {
  const ms = reading.latencyMs;
  const took = ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString("en", { maximumFractionDigits: 1 })} s`;
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone={TONES[reading.outcome]}>{OUTCOME_LABELS[reading.outcome]}</Badge>
        {reading.provisional && <Badge tone="warn">Provisional</Badge>}
      </p>
      {reading.outcome === "unscored" && (
        <Callout tone="warn" title={unscoredLabel(reading.unscoredReason)}>
          This says nothing about the risk. The conversation waits for a person, high in the queue.
        </Callout>
      )}
      {reading.tripwire && (
        <Callout tone="warn" title="Written like the model’s own markup">
          The text imitates what the model writes. Trust the conversation, not the reading.
        </Callout>
      )}
      {reading.reflection !== null && <BidiText text={reading.reflection} className="max-w-prose text-base" />}
      {reading.risks.length > 0 && (
        <ul aria-label="Risks" className="grid gap-2">
          {reading.risks.map((risk) => (
            <li key={risk.id} className="rounded-md border px-3 py-2">
              <ModelRisk risk={risk} features={risk.features} />
            </li>
          ))}
        </ul>
      )}
      <p className="wrap-anywhere text-faint text-xs">
        {reading.model}, {reading.strategy}, {took}
      </p>
    </div>
  );
}
