import {
  IMMINENCE_LABELS,
  NO_IMMINENCE_LABEL,
  OUTCOME_LABELS,
  RISK_TYPE_LABELS,
  SEVERITY_LABELS,
  SUBJECT_LABELS,
  severityLevel,
  unscoredLabel,
} from "@/components/decide/labels";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { Callout } from "@/components/ui/callout";
import { LevelMark } from "@/components/ui/level-mark";
import { Tag } from "@/components/ui/tag";
import type { ClassificationDto, RiskDto } from "@/inference/classification-dto";

const TONES = { risk: "danger", none: "neutral", unscored: "warn" } as const;

function Risk({ risk }: { risk: RiskDto }) {
  return (
    <li className="grid gap-1.5 rounded-md border px-3 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium text-strong">{RISK_TYPE_LABELS[risk.type]}</span>
        <LevelMark level={severityLevel(risk.severity)} label={SEVERITY_LABELS[risk.severity]} />
      </div>
      <p className="text-muted text-xs">
        {SUBJECT_LABELS[risk.subject]} <span aria-hidden>·</span>{" "}
        {risk.imminence === null ? NO_IMMINENCE_LABEL : IMMINENCE_LABELS[risk.imminence]}
      </p>
      {risk.features.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {risk.features.map((feature) => (
            <Tag key={feature}>{feature.replaceAll("_", " ")}</Tag>
          ))}
        </p>
      )}
    </li>
  );
}

/** What one reading found: the outcome, the model's own words, and each risk. A failed reading says that it failed. */
export function ReadingSummary({ reading }: { reading: ClassificationDto }) {
  const seconds = (reading.latencyMs / 1000).toLocaleString("en", { maximumFractionDigits: 1 });
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
            <Risk key={risk.id} risk={risk} />
          ))}
        </ul>
      )}
      <p className="wrap-anywhere text-faint text-xs">
        {reading.model}, {reading.strategy}, {seconds} s
      </p>
    </div>
  );
}
