import {
  IMMINENCE_LABELS,
  RISK_TYPE_LABELS,
  SEVERITY_LABELS,
  SUBJECT_LABELS,
  severityLevel,
} from "@/components/decide/labels";
import { LevelMark } from "@/components/ui/level-mark";
import type { CaseRow } from "@/domain/triage/case-row";

/** Risks of a row that are named; more are only counted. */
const NAMED = 3;

type RowRisk = CaseRow["risks"][number];

function RiskLine({ risk }: { risk: RowRisk }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <LevelMark
        level={severityLevel(risk.severity)}
        label={SEVERITY_LABELS[risk.severity]}
        size="sm"
        className="self-center"
      />
      <span className="font-medium text-sm text-strong">{RISK_TYPE_LABELS[risk.type].toLowerCase()}</span>
      <span className="text-muted text-xs">
        {SUBJECT_LABELS[risk.subject].toLowerCase()}
        {risk.imminence !== null && ` · ${IMMINENCE_LABELS[risk.imminence].toLowerCase()}`}
      </span>
    </span>
  );
}

/** The risks the model states, worst first, on as few lines as they need. */
export function CaseRisks({ risks }: { risks: readonly RowRisk[] }) {
  const more = risks.length - NAMED;
  return (
    <span className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5">
      {risks.slice(0, NAMED).map((risk) => (
        <RiskLine key={`${risk.subject} ${risk.type} ${risk.severity} ${risk.imminence}`} risk={risk} />
      ))}
      {more > 0 && <span className="text-muted text-xs">and {more} more</span>}
    </span>
  );
}
