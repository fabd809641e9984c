import { actionLabel, CERTAINTY_LABELS, riskInWords } from "@/components/decide/labels";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/link-button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { DecisionDto } from "@/domain/decide/decision-dto";

type Finding = DecisionDto["findings"][number];

/** The risks that are really there, in words; what the model named and the reviewer did not find is left out. */
function presentRisks(findings: readonly Finding[]): string[] {
  const inWords = findings.flatMap(({ assessment, type, subject, severity, imminence }) =>
    assessment === "not_present" || type === null || subject === null || severity === null
      ? []
      : riskInWords({ type, subject, severity, imminence }),
  );
  return [...new Set(inWords)];
}

/** What a reviewer concluded. */
export function DecisionSummary({ decision, linkCase }: { decision: DecisionDto; linkCase: boolean }) {
  const risks = presentRisks(decision.findings);
  return (
    <div className="grid gap-3">
      <p>
        <Badge tone={decision.verdict === "risk" ? "danger" : "neutral"}>
          {decision.verdict === "risk" ? "Risk present" : "No risk present"}
        </Badge>
      </p>
      {risks.length > 0 && (
        <ul className="grid list-disc gap-1 pl-4">
          {risks.map((risk) => (
            <li key={risk}>{risk}</li>
          ))}
        </ul>
      )}
      {decision.note !== null && <BidiText text={decision.note} className="border-l-2 pl-3 text-base" />}
      <DescriptionList
        items={[
          { term: "Action", detail: actionLabel(decision.action) },
          { term: "Certainty", detail: CERTAINTY_LABELS[decision.certainty] },
          { term: "Decided by", detail: decision.reviewer ?? "Not named" },
          { term: "When", detail: <TimeAgo at={decision.decidedAt} /> },
          { term: "Model’s answer", detail: decision.modelVisible ? "In view" : "Hidden until decided" },
        ]}
      />
      {linkCase && <TextLink href={`/cases/${decision.caseId}`}>Open its case</TextLink>}
    </div>
  );
}
