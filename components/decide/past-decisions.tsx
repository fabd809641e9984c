import { actionLabel, CERTAINTY_LABELS, riskInWords } from "@/components/decide/labels";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { cn } from "@/components/ui/cn";
import { TimeAgo } from "@/components/ui/time-ago";
import type { DecisionDto } from "@/domain/decide/decision-dto";

const SAID = { agree: "Agreed", corrected: "Changed", not_present: "Not present", missed: "Added" } as const;

function Findings({ decision }: { decision: DecisionDto }) {
  return (
    <ul className="grid gap-0.5 text-default text-sm">
      {decision.findings.map((finding) => {
        const { subject, type, severity, imminence } = finding;
        const risk = subject && type && severity ? riskInWords({ subject, type, severity, imminence }) : null;
        return (
          <li key={`${finding.assessment} ${finding.riskId} ${subject} ${type}`}>
            <span className="text-muted">{SAID[finding.assessment]}</span>
            {risk === null ? "" : `: ${risk}`}
          </li>
        );
      })}
    </ul>
  );
}

type Actions = readonly { id: string; label: string }[];

/** Whether it held once and no longer does; what somebody said who only checked never held, and is not over either. */
const isOver = ({ stands, checks, undoneAt }: DecisionDto) => undoneAt !== null || (!stands && !checks);

function Standing({ decision }: { decision: DecisionDto }) {
  const { undoneAt, checks, waits } = decision;
  if (undoneAt !== null) return <Badge tone="warn">Taken back</Badge>;
  if (checks) return <Badge>Checked blind</Badge>;
  if (isOver(decision)) return <Badge>Replaced</Badge>;
  return waits ? <Badge tone="accent">Waits for a second person</Badge> : null;
}

/** What was decided before on this conversation, newest first; what was taken back stays, and says so. */
export function PastDecisions({ decisions, actions }: { decisions: readonly DecisionDto[]; actions: Actions }) {
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="past-heading" className="border-t px-4 py-4 md:px-5">
      <h2 id="past-heading" className="font-semibold text-base text-strong">
        {decisions.length === 1 ? "Decision" : "Decisions"} on record
      </h2>
      <ol className="mt-2 grid gap-3">
        {decisions.map((decision) => (
          <li key={decision.id} className="grid gap-1 border-l-2 pl-3">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <span
                className={
                  decision.stands ? "font-medium text-strong" : cn("text-muted", isOver(decision) && "line-through")
                }
              >
                {decision.verdict === "risk" ? "Risk present" : "No risk present"}
              </span>
              <Standing decision={decision} />
              <span className="text-muted text-xs">
                {decision.reviewer ?? "Not named"} · <TimeAgo at={decision.decidedAt} /> · revision {decision.revision}
              </span>
            </p>
            <Findings decision={decision} />
            <p className="text-muted text-xs">
              {CERTAINTY_LABELS[decision.certainty]} · {actionLabel(decision.action, actions)}
              {!decision.modelVisible && " · model hidden"}
            </p>
            {decision.note !== null && <BidiText text={decision.note} className="text-default text-sm" />}
          </li>
        ))}
      </ol>
    </section>
  );
}
