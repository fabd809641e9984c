import { OUTCOME_LABELS, unscoredLabel } from "@/components/decide/labels";
import { type MessageNumbers, partsText, unreadText } from "@/components/decide/reading-facts";
import { RiskList, SuspectedRisks } from "@/components/decide/risk-list";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Callout } from "@/components/ui/callout";
import type { ClassificationDto } from "@/inference/classification-dto";

const TONES = { risk: "danger", none: "neutral", unscored: "warn" } as const;

const NO_TRANSCRIPT: MessageNumbers = new Map();

/** `messageIds`: of the transcript on the same page, in its order; without one, no message can be gone to. */
type ReadingSummaryProps = { reading: ClassificationDto; messageIds?: readonly string[] };

/** What one reading found: the outcome, the model's own words, and each risk. A failed reading says that it failed. */
export function ReadingSummary({ reading, messageIds }: ReadingSummaryProps) {
  const numbers = messageIds ? new Map(messageIds.map((id, index) => [id, index + 1])) : NO_TRANSCRIPT;
  const unread = unreadText(reading, numbers);
  const parts = partsText(reading.windows);
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
        <RiskList label="Risks" risks={reading.risks} judges={reading.judges} numbers={numbers} />
      )}
      <SuspectedRisks reading={reading} numbers={numbers} />
      {unread !== null && (
        <Callout tone="warn" title={unread}>
          Nothing is known about that part. A person has to read it.
        </Callout>
      )}
      {parts !== null && <p className="text-muted text-xs">{parts}.</p>}
      <p className="wrap-anywhere text-faint text-xs">
        {reading.model}, {reading.strategy}, {took}
      </p>
    </div>
  );
}
