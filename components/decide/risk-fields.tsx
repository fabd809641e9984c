import type { RiskFields } from "@/components/decide/draft";
import { IMMINENCE_LABELS, RISK_TYPE_LABELS, SEVERITY_LABELS, SUBJECT_LABELS } from "@/components/decide/labels";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

function options<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  none: string,
) {
  return [{ value: "", label: none }, ...values.map((value) => ({ value, label: labels[value] }))];
}

const SUBJECTS = options(RISK_SUBJECTS, SUBJECT_LABELS, "Choose…");
const TYPES = options(RISK_TYPES, RISK_TYPE_LABELS, "Choose…");
const SEVERITY = options(SEVERITIES, SEVERITY_LABELS, "Choose…");
const IMMINENCE = options(IMMINENCES, IMMINENCE_LABELS, "Not stated");

function chosen<Value extends string>(values: readonly Value[], value: string): Value | null {
  return values.find((each) => each === value) ?? null;
}

type RiskFieldsFormProps = { fields: RiskFields; onChange: (fields: Partial<RiskFields>) => void };

/** What a risk really is: of what, to whom, how severe, how soon. */
export function RiskFieldsForm({ fields, onChange }: RiskFieldsFormProps) {
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2">
      <Field label="Risk">
        {(control) => (
          <Select
            {...control}
            options={TYPES}
            value={fields.type ?? ""}
            onChange={({ target }) => onChange({ type: chosen(RISK_TYPES, target.value) })}
          />
        )}
      </Field>
      <Field label="Who is at risk">
        {(control) => (
          <Select
            {...control}
            options={SUBJECTS}
            value={fields.subject ?? ""}
            onChange={({ target }) => onChange({ subject: chosen(RISK_SUBJECTS, target.value) })}
          />
        )}
      </Field>
      <Field label="Severity">
        {(control) => (
          <Select
            {...control}
            options={SEVERITY}
            value={fields.severity ?? ""}
            onChange={({ target }) => onChange({ severity: chosen(SEVERITIES, target.value) })}
          />
        )}
      </Field>
      <Field label="Imminence">
        {(control) => (
          <Select
            {...control}
            options={IMMINENCE}
            value={fields.imminence ?? ""}
            onChange={({ target }) => onChange({ imminence: chosen(IMMINENCES, target.value) })}
          />
        )}
      </Field>
    </div>
  );
}
