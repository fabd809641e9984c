import { riskInWords } from "@/components/decide/labels";
import { ModelRisk } from "@/components/decide/model-risk";
import { agreementText, type MessageNumbers, placesOf, suspectedBy } from "@/components/decide/reading-facts";
import { SeenIn } from "@/components/decide/seen-in";
import type { ClassificationDto } from "@/inference/classification-dto";

type ListedRisk = ClassificationDto["suspected"][number] & { id?: string };
type ListProps = { label: string; risks: readonly ListedRisk[]; judges: number | null; numbers: MessageNumbers };

/** Risks as a reading states them, each with the messages that show it. */
export function RiskList({ label, risks, judges, numbers }: ListProps) {
  return (
    <ul aria-label={label} className="grid gap-3">
      {risks.map((risk) => (
        <li key={risk.id ?? riskInWords(risk)} className="grid gap-1.5 rounded-md border px-3 py-2">
          <ModelRisk risk={risk} features={risk.features} />
          <SeenIn places={placesOf(risk.messageIds, numbers)} agreement={agreementText(risk.agreement, judges)} />
        </li>
      ))}
    </ul>
  );
}

/** What was seen in a conversation that could not be scored: with the same look, and clearly not an answer. */
export function SuspectedRisks({ reading, numbers }: { reading: ClassificationDto; numbers: MessageNumbers }) {
  const by = suspectedBy(reading);
  if (by === null) return null;
  return (
    <div className="grid gap-2">
      <p className="font-medium text-sm text-strong">{by}</p>
      <RiskList label="Suspected, not scored" risks={reading.suspected} judges={reading.judges} numbers={numbers} />
      <p className="text-muted text-xs">This is a hint for the order of the queue, not a reading.</p>
    </div>
  );
}
