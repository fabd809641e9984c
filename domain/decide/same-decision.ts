/** Whether a decision that is sent again says what is on record already. Pure. */
import type { DecisionDto } from "@/domain/decide/decision-dto";
import type { DecisionInput, FindingInput } from "@/domain/decide/decision-input";

type Made = Pick<DecisionDto, "revision" | "certainty" | "action" | "note" | "modelVisible" | "findings">;
type Finding = DecisionDto["findings"][number];

const ids = (messageIds: readonly string[]) => [...new Set(messageIds)].sort();

/** A risk that is agreed with, or said not to be there, is named by its id: what it says is the reading's. */
function sentOf(finding: FindingInput): unknown[] {
  const { assessment } = finding;
  if (assessment === "not_present") return [assessment, finding.riskId, []];
  if (assessment === "agree") return [assessment, finding.riskId, ids(finding.messageIds)];
  const { subject, type, severity, imminence, messageIds } = finding;
  const riskId = assessment === "missed" ? null : finding.riskId;
  return [assessment, riskId, ids(messageIds), subject, type, severity, imminence];
}

function madeOf({ assessment, riskId, messageIds, subject, type, severity, imminence }: Finding): unknown[] {
  const named = [assessment, riskId, ids(messageIds)];
  return assessment === "agree" || assessment === "not_present"
    ? named
    : [...named, subject, type, severity, imminence];
}

/**
 * Compares what was concluded, on which messages, and about which reading where one was shown. How long it took, and which
 * policies lay beside it, may differ: whoever presses the key a second time has read for longer.
 * @param classificationId the reading that the made decision is about
 */
export function saysTheSame(input: DecisionInput, made: Made, classificationId: string | null): boolean {
  const sameReading =
    input.classificationId === undefined || !made.modelVisible || input.classificationId === classificationId;
  return (
    sameReading &&
    input.revision === made.revision &&
    input.certainty === made.certainty &&
    input.action === made.action &&
    (input.note || null) === made.note &&
    JSON.stringify(input.findings.map(sentOf)) === JSON.stringify(made.findings.map(madeOf))
  );
}
