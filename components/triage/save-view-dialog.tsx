"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { postJson, problemText } from "@/components/query/fetch-json";
import { viewsOptions } from "@/components/triage/query-options";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CaseFilter } from "@/domain/triage/case-filter";
import { savedViewSchema } from "@/domain/triage/views/saved-view";

type SaveViewDialogProps = { filters: CaseFilter; mayLead: boolean; onClose: () => void };

/** Asks for a name, and keeps what is shown now under it. */
export function SaveViewDialog({ filters, mayLead, onClose }: SaveViewDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => postJson("/api/v1/views", { name, filters, shared }, savedViewSchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: viewsOptions().queryKey });
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} size="sm" title="Save as a view">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "" && !save.isPending) save.mutate();
        }}
      >
        <Field label="Name" {...(save.isError ? { error: problemText(save.error) } : {})}>
          {(control) => (
            <Input {...control} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
          )}
        </Field>
        {mayLead && (
          <Checkbox
            label="Share it with everybody who reviews"
            checked={shared}
            onChange={({ target }) => setShared(target.checked)}
          />
        )}
        <Button type="submit" variant="primary" loading={save.isPending} disabled={name.trim() === ""}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}
