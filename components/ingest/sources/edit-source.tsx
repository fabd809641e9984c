"use client";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { changeSource } from "@/components/ingest/sources/source-requests";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { SOURCE_URGENCIES, type SourceDto } from "@/domain/ingest/source-dto";

type EditSourceProps = {
  source: SourceDto;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: () => void;
};

/** How urgent a source is, in a word. */
export const URGENCY_LABELS: Readonly<Record<SourceDto["urgency"], string>> = {
  urgent: "Urgent",
  normal: "Normal",
  bulk: "Bulk",
};

function EditSourceForm({ source, onSaved }: Pick<EditSourceProps, "source" | "onSaved">) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const urgency = SOURCE_URGENCIES.find((each) => each === form.get("urgency"));
    await changeSource(source.id, { name: String(form.get("name")), ...(urgency ? { urgency } : {}) });
    onSaved();
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-5" noValidate>
      <FormAlert error={error} places={["/name"]} />
      <Field label="Name" required error={fieldError(error, "/name")}>
        {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" defaultValue={source.name} />}
      </Field>
      <div className="grid gap-1.5">
        <Segmented
          legend="Urgency"
          name="urgency"
          options={SOURCE_URGENCIES.map((value) => ({ value, label: URGENCY_LABELS[value] }))}
          defaultValue={source.urgency}
        />
        <p className="text-muted text-xs">
          While the model is slower than what comes in, urgent sources are read first and bulk ones last. It does not
          change the order of cases.
        </p>
      </div>
      <DialogActions submitLabel="Save" waiting={waiting} />
    </form>
  );
}

/** Changes the name and the urgency of a source. */
export function EditSource({ source, open, onOpenChange, onSaved }: EditSourceProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} size="sm" title="Name and urgency">
      <EditSourceForm source={source} onSaved={onSaved} />
    </Dialog>
  );
}
