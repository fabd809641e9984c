import { featureLabel } from "@/components/decide/feature-labels";
import {
  IMMINENCE_LABELS,
  NO_IMMINENCE_LABEL,
  RISK_TYPE_LABELS,
  SEVERITY_LABELS,
  SUBJECT_LABELS,
  severityLevel,
} from "@/components/decide/labels";
import { BidiText } from "@/components/ui/bidi-text";
import { LevelMark } from "@/components/ui/level-mark";
import type { StatedRisk } from "@/domain/decide/complete-findings";

type ModelRiskProps = { risk: StatedRisk; features?: readonly string[] };

/** One risk as it was stated: how bad, of what, to whom, how soon, and what speaks for it. */
export function ModelRisk({ risk, features = [] }: ModelRiskProps) {
  return (
    <div className="grid min-w-0 gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-base text-strong">{RISK_TYPE_LABELS[risk.type]}</span>
        <LevelMark
          level={severityLevel(risk.severity)}
          label={SEVERITY_LABELS[risk.severity]}
          className="self-center"
        />
      </p>
      <p className="text-muted text-xs">
        <span className="text-default">{SUBJECT_LABELS[risk.subject]}</span>
        {" · "}
        {risk.imminence === null ? NO_IMMINENCE_LABEL.toLowerCase() : IMMINENCE_LABELS[risk.imminence].toLowerCase()}
      </p>
      {features.length > 0 && (
        <ul aria-label="Features" className="flex flex-wrap gap-1 pt-0.5">
          {features.map((feature) => (
            <li key={feature} className="max-w-full rounded-sm bg-sunken px-1.5 text-muted text-xs">
              <BidiText as="span" text={featureLabel(feature)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
