import { OUTCOME_LABELS } from "@/components/decide/labels";
import { ModelRisk } from "@/components/decide/model-risk";
import { agreementText } from "@/components/decide/reading-facts";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import type { ClassifyResult, ReadRisk } from "@/domain/triage/classify-result";

function whereText({ messages, agreement }: ReadRisk): string | null {
  const numbers = messages.map((index) => `#${index + 1}`);
  // How many judges were to vote is not in the answer, so that only a share is known here.
  const parts = [...(numbers.length === 0 ? [] : [`Seen in ${numbers.join(", ")}`]), agreementText(agreement, null)];
  return parts.filter((part) => part !== null).join(" · ") || null;
}

/** Risks of a reading that is stored nowhere, each with the messages it was seen in. */
export function TryRisks({ label, risks }: { label: string; risks: readonly ReadRisk[] }) {
  return (
    <ul aria-label={label} className="grid gap-2">
      {risks.map((risk) => (
        <li key={`${risk.subject} ${risk.type}`} className="grid gap-1 rounded-md border px-3 py-2">
          <ModelRisk risk={risk} features={risk.features} />
          {whereText(risk) !== null && <p className="tnum text-muted text-xs">{whereText(risk)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** What came of a reading that is stored nowhere. */
export function TryResult({ result }: { result: ClassifyResult }) {
  const { outcome, risks, flagScore, calls, latencyMs } = result;
  const facts = [
    `${result.engine}, ${result.model}`,
    `strategy ${result.strategy}`,
    calls === 1 ? "1 call" : `${calls} calls`,
    `${latencyMs.toLocaleString("en")} ms`,
  ];
  return (
    <div className="grid gap-3 border-t pt-4">
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone={outcome === "risk" ? "danger" : "neutral"}>{OUTCOME_LABELS[outcome]}</Badge>
        {result.provisional && <Badge tone="warn">Provisional</Badge>}
        {result.incomplete && <Badge tone="warn">A part could not be read</Badge>}
      </p>
      {result.reflection !== "" && <BidiText text={result.reflection} className="max-w-prose text-base" />}
      {risks.length > 0 && <TryRisks label="Risks" risks={risks} />}
      {flagScore !== null && (
        <p className="max-w-prose text-muted text-xs">
          Lean {Math.round(flagScore * 100)}%: how much the model, by the weights of its own words, tended towards
          naming any risk. It says nothing about how likely harm is.
        </p>
      )}
      <p className="tnum wrap-anywhere text-faint text-xs">{facts.join(" · ")}</p>
    </div>
  );
}
