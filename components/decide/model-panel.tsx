import { EyeOff } from "lucide-react";
import { useMemo } from "react";
import { newSince, typesInWords } from "@/components/decide/judge-votes";
import { JudgeVotes } from "@/components/decide/judge-votes-list";
import { HIDDEN_NOTES, OUTCOME_LABELS, unscoredLabel } from "@/components/decide/labels";
import { RawOutput } from "@/components/decide/raw-output";
import { type MessageNumbers, partsText, unreadText } from "@/components/decide/reading-facts";
import { RiskList, SuspectedRisks } from "@/components/decide/risk-list";
import { BidiText } from "@/components/ui/bidi-text";
import { Callout } from "@/components/ui/callout";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { ClassificationDto } from "@/inference/classification-dto";

type NotesProps = { reading: ClassificationDto; revision: number; numbers: MessageNumbers };

function Notes({ reading, revision, numbers }: NotesProps) {
  const unread = unreadText(reading, numbers);
  const parts = partsText(reading.windows);
  return (
    <>
      {unread !== null && (
        <Callout tone="warn" title={unread}>
          Nothing is known about that part until you have read it.
        </Callout>
      )}
      {reading.provisional && (
        <Callout tone="warn" title="Provisional">
          {reading.engine === "offline" ? "Keyword rules" : "A model on this machine, standing in,"} read this, because
          no model server could be reached. It is read again once one answers.
        </Callout>
      )}
      {reading.tripwire && (
        <Callout tone="warn" title="The text imitates the model's own markup">
          Somebody may be trying to steer the answer. Trust your own reading.
        </Callout>
      )}
      {reading.revision < revision && (
        <Callout tone="info" title="Newer messages were not part of this reading">
          It covers revision {reading.revision} of {revision}.
        </Callout>
      )}
      {parts !== null && <p className="text-muted text-xs">{parts}.</p>}
    </>
  );
}

/** What the reading names beyond the decision that stands: the reason to look again. */
function SinceDecision({ detail, reading }: { detail: CaseDetail; reading: ClassificationDto }) {
  const decision = detail.decisions.find(({ stands }) => stands);
  const added = decision ? newSince(reading.risks, decision.findings) : [];
  if (!decision || added.length === 0 || Date.parse(reading.createdAt) < Date.parse(decision.decidedAt)) return null;
  return (
    <Callout tone="info" title={`New since the last decision: ${typesInWords(added)}`}>
      That decision found {decision.verdict === "risk" ? "other risks" : "no risk"}.
    </Callout>
  );
}

type ReadingProps = { detail: CaseDetail; reading: ClassificationDto; withRisks: boolean };

function Reading({ detail, reading, withRisks }: ReadingProps) {
  const { messages } = detail;
  const numbers = useMemo(() => new Map(messages.map(({ id }, index) => [id, index + 1])), [messages]);
  return (
    <>
      <SinceDecision detail={detail} reading={reading} />
      {reading.outcome === "unscored" ? (
        <Callout tone="warn" title="The model did not read this conversation">
          <p>{unscoredLabel(reading.unscoredReason)} Nothing is known about it until you have read it.</p>
          {reading.unscoredDetail !== null && (
            <BidiText text={reading.unscoredDetail} className="mt-1 text-muted text-xs" />
          )}
        </Callout>
      ) : (
        <>
          {reading.reflection === null ? (
            <p className="text-muted text-sm">The words of this reading were erased, or cannot be opened.</p>
          ) : (
            <BidiText text={reading.reflection} className="text-base text-default" />
          )}
          {reading.outcome === "none" && <p className="font-medium text-sm text-strong">{OUTCOME_LABELS.none}.</p>}
        </>
      )}
      {withRisks && reading.risks.length > 0 && (
        <RiskList
          label={reading.engine === "offline" ? "Risks the offline rules state" : "Risks the model states"}
          risks={reading.risks}
          judges={reading.judges}
          numbers={numbers}
        />
      )}
      <SuspectedRisks reading={reading} numbers={numbers} />
      <JudgeVotes reading={reading} calls={detail.calls} numbers={numbers} />
      <Notes reading={reading} revision={detail.revision} numbers={numbers} />
      <RawOutput classification={reading} calls={detail.calls} numbers={numbers} />
    </>
  );
}

/** What the model made of the conversation, or why that is not shown. */
export function ModelPanel({ detail, withRisks }: { detail: CaseDetail; withRisks: boolean }) {
  const reading = detail.classification;
  return (
    <section aria-labelledby="model-heading" className="grid gap-3 px-4 py-4 md:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id="model-heading" className="font-semibold text-base text-strong">
          {reading?.engine === "offline" ? "The offline rules' reading" : "The model's reading"}
        </h2>
        {reading && (
          <span className="break-all font-mono text-2xs text-faint">
            {reading.model} · r{reading.revision}
          </span>
        )}
      </div>
      {reading ? (
        <Reading detail={detail} reading={reading} withRisks={withRisks} />
      ) : detail.modelVisible ? (
        <Callout tone="warn" title="There is no reading">
          No model has read this conversation. Read it as if nothing were known about it.
        </Callout>
      ) : (
        <div className="flex gap-2.5 rounded-lg border border-dashed px-3 py-2.5 text-sm">
          <EyeOff aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-muted" />
          <div className="grid gap-0.5">
            <p className="font-medium text-strong">Hidden until you have decided</p>
            <p className="text-muted">{HIDDEN_NOTES[detail.hidden ?? "blind"]}</p>
          </div>
        </div>
      )}
    </section>
  );
}
