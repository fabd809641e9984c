"use client";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { ErasureConfirm } from "@/components/privacy/erasure-confirm";
import { lookUp } from "@/components/privacy/requests";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { ErasurePreview, ErasureSubject } from "@/domain/privacy/erasure-dto";

type Looked = { subject: ErasureSubject; preview: ErasurePreview };

/** Where a person is looked up by what their source calls them, and erased once it is clear what goes. */
export function ErasureDesk({ sources }: { sources: readonly { id: string; name: string }[] }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const subject = { sourceId: String(form.get("sourceId")), externalId: String(form.get("externalId")) };
    setLooked({ subject, preview: await lookUp(subject) });
  });
  return (
    <Panel
      title="Erase a person"
      description="By the id that their source gives them. It is looked up by a keyed hash, and is not kept."
    >
      <div className="grid gap-4">
        <form onSubmit={onSubmit} className="grid gap-4" noValidate>
          <FormAlert error={error} places={["/subject"]} />
          <div className="flex flex-wrap items-end gap-3">
            <Field label="Source" className="min-w-48">
              {(control) => (
                <Select
                  {...control}
                  name="sourceId"
                  options={sources.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <Field label="Id of the person there" required className="min-w-64" error={fieldError(error, "/subject")}>
              {(control) => (
                <Input {...control} mono name="externalId" maxLength={500} autoComplete="off" spellCheck={false} />
              )}
            </Field>
            <Button type="submit" loading={waiting}>
              Look up
            </Button>
          </div>
        </form>
        {looked !== null && <ErasureConfirm key={JSON.stringify(looked)} {...looked} onOver={() => setLooked(null)} />}
      </div>
    </Panel>
  );
}
