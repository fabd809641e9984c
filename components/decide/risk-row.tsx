import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { Assessment, MissedDraft, RiskDraft, RiskFields } from "@/components/decide/draft";
import { ModelRisk } from "@/components/decide/model-risk";
import { RiskFieldsForm } from "@/components/decide/risk-fields";
import { digitKeys } from "@/components/keyboard/shortcuts";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";

const ASSESSMENTS = [
  { value: "agree", label: "Agree" },
  { value: "corrected", label: "Change" },
  { value: "not_present", label: "Not present" },
] as const satisfies readonly { value: Assessment; label: string }[];

type ShellProps = { rowKey: string; number: number; selected: boolean; onSelect: () => void; children: ReactNode };

function RowShell({ rowKey, number, selected, onSelect, children }: ShellProps) {
  return (
    <li
      data-row={rowKey}
      onFocusCapture={selected ? undefined : onSelect}
      className={cn(
        "relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 px-4 py-3 md:px-5",
        selected && "bg-selected shadow-[inset_2px_0_0_var(--color-accent)]",
      )}
    >
      <span aria-hidden className="pt-0.5">
        <Kbd keys={digitKeys(number)} />
      </span>
      <div className="grid min-w-0 gap-2.5">{children}</div>
    </li>
  );
}

type Common = {
  number: number;
  selected: boolean;
  evidence: ReactNode;
  onSelect: () => void;
  onFields: (fields: Partial<RiskFields>) => void;
};

type RiskRowProps = Common & {
  row: RiskDraft;
  features: readonly string[];
  /** Where the reading saw it. */
  seen: ReactNode;
  onAssess: (assessment: Assessment) => void;
};

/** One risk of the model, and what the reviewer says about it. */
export function RiskRow(props: RiskRowProps) {
  const { row, features, seen, number, selected, evidence, onSelect, onAssess, onFields } = props;
  const absent = row.assessment === "not_present";
  return (
    <RowShell rowKey={row.key} number={number} selected={selected} onSelect={onSelect}>
      <div className={cn(absent && "line-through decoration-control opacity-60")}>
        <ModelRisk risk={row.model} features={features} />
      </div>
      {seen}
      <Segmented
        legend={`Risk ${number}: is it there?`}
        legendHidden
        name={`assess-${row.key}`}
        options={ASSESSMENTS}
        value={row.assessment}
        onValueChange={onAssess}
      />
      {row.assessment === "corrected" && <RiskFieldsForm fields={row.fields} onChange={onFields} />}
      {row.assessment !== null && !absent && evidence}
    </RowShell>
  );
}

type MissedRowProps = Common & { row: MissedDraft; onRemove: () => void };

/** A risk that the reviewer found and the model did not state. */
export function MissedRow({ row, number, selected, evidence, onSelect, onFields, onRemove }: MissedRowProps) {
  return (
    <RowShell rowKey={row.key} number={number} selected={selected} onSelect={onSelect}>
      <div className="flex items-center justify-between gap-2">
        <p className="font-semibold text-base text-strong">Added by you</p>
        <IconButton label={`Remove risk ${number}`} size="sm" onClick={onRemove}>
          <X aria-hidden size={14} />
        </IconButton>
      </div>
      <RiskFieldsForm fields={row.fields} onChange={onFields} />
      {evidence}
    </RowShell>
  );
}
