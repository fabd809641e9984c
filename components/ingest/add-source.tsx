"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { addSource } from "@/components/ingest/source-requests";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

function AddSourceForm({ onAdded }: { onAdded: (name: string) => void }) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    onAdded((await addSource({ platform: "api", name: String(form.get("name")) })).name);
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      <FormAlert error={error} places={["/name"]} />
      <Field
        label="Name"
        hint="What sends the conversations, such as “Website chat”."
        required
        error={fieldError(error, "/name")}
      >
        {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" />}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={waiting}>
          Add source
        </Button>
      </div>
    </form>
  );
}

/** Adds a source that sends over the HTTP API. */
export function AddSource() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden size={15} />}>
          Add source
        </Button>
      }
      title="Add source"
      description="Sends conversations over the HTTP API. Make a key for it next."
    >
      <AddSourceForm
        onAdded={(name) => {
          setOpen(false);
          toast({ title: `${name} is added`, description: "Make a key so that it can send.", tone: "ok" });
          router.refresh();
        }}
      />
    </Dialog>
  );
}
