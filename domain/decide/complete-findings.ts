/** The rules of a decision: what has to be said about each risk. Pure. */
import type { FindingInput } from "@/domain/decide/decision-input";
import type { Imminence, RiskSubject, RiskType, Severity } from "@/inference/risk";

export type ModelRisk = {
  id: string;
  subject: RiskSubject;
  type: RiskType;
  severity: Severity;
  imminence: Imminence | null;
};
export type StatedRisk = Omit<ModelRisk, "id">;

/** One finding with the risk that is really there, or null where nothing is. */
export type CompleteFinding = {
  assessment: FindingInput["assessment"];
  riskId: string | null;
  stated: StatedRisk | null;
  messageIds: string[];
};

export type Verdict = "risk" | "none";
export type FindingProblem = { pointer: string; message: string };
export type Completed =
  | { ok: true; verdict: Verdict; findings: CompleteFinding[] }
  | { ok: false; problems: FindingProblem[] };

function sameRisk(a: StatedRisk, b: StatedRisk): boolean {
  return a.subject === b.subject && a.type === b.type && a.severity === b.severity && a.imminence === b.imminence;
}

function complete(finding: FindingInput, model: ModelRisk | undefined): CompleteFinding {
  const messageIds = "messageIds" in finding ? [...new Set(finding.messageIds)] : [];
  if (finding.assessment === "missed" || finding.assessment === "corrected") {
    const { subject, type, severity, imminence } = finding;
    const riskId = finding.assessment === "missed" ? null : finding.riskId;
    return { assessment: finding.assessment, riskId, stated: { subject, type, severity, imminence }, messageIds };
  }
  const { id, ...agreed } = model ?? {
    id: finding.riskId,
    subject: "self",
    type: "suicide",
    severity: "mild",
    imminence: null,
  };
  return {
    assessment: finding.assessment,
    riskId: id,
    stated: finding.assessment === "agree" ? agreed : null,
    messageIds,
  };
}

/**
 * Checks findings against the risks the model stated and the messages there are, and completes them. Every risk of the
 * model is assessed exactly once; a correction changes something; a missed risk is not one that another finding states;
 * messages belong to the conversation.
 * @returns the verdict: `risk` when at least one risk is really present
 */
export function completeFindings(
  findings: readonly FindingInput[],
  modelRisks: readonly ModelRisk[],
  messageIds: ReadonlySet<string>,
): Completed {
  const problems: FindingProblem[] = [];
  const report = (index: number, message: string) => problems.push({ pointer: `/findings/${index}`, message });
  const byId = new Map(modelRisks.map((risk) => [risk.id, risk]));
  const assessed = new Set<string>();
  const present = new Set<string>();
  const completed = findings.map((finding, index) => {
    const model = "riskId" in finding ? byId.get(finding.riskId) : undefined;
    if ("riskId" in finding) {
      if (!model) report(index, "this risk is not one of the shown classification");
      if (assessed.has(finding.riskId)) report(index, "this risk is assessed twice");
      assessed.add(finding.riskId);
    }
    const done = complete(finding, model);
    if (finding.assessment === "corrected" && model && done.stated && sameRisk(done.stated, model)) {
      report(index, "the correction changes nothing; agree instead");
    }
    if (done.stated) {
      const key = `${done.stated.subject}:${done.stated.type}`;
      if (present.has(key)) report(index, "another finding states this subject and type already");
      present.add(key);
    }
    if (done.messageIds.some((id) => !messageIds.has(id)))
      report(index, "a named message is not part of this conversation");
    return done;
  });
  for (const risk of modelRisks) {
    if (!assessed.has(risk.id)) problems.push({ pointer: "/findings", message: `the risk ${risk.id} is not assessed` });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, verdict: present.size > 0 ? "risk" : "none", findings: completed };
}
