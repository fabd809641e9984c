"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { SendExample } from "@/components/ingest/sources/send-example";
import { makeKey } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";

type MakeKeyProps = { source: { id: string; name: string }; baseUrl: string };

function MakeKeyForm({ sourceId, onMade }: { sourceId: string; onMade: (secret: string) => void }) {
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    onMade((await makeKey({ name: String(form.get("name")), sourceId })).key);
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      <FormAlert error={error} places={["/name"]} />
      <Field
        label="Name"
        hint="Where the key will live, such as “Production”."
        required
        error={fieldError(error, "/name")}
      >
        {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" />}
      </Field>
      <DialogActions submitLabel="Make key" waiting={waiting} />
    </form>
  );
}

/** Makes an ingest key for one source, and shows it this one time with a request to try it. */
export function MakeKey({ source, baseUrl }: MakeKeyProps) {
  const refresh = useRefreshSources();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setSecret(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button size="sm" icon={<KeyRound aria-hidden size={14} />}>
          Make key
        </Button>
      }
      title={secret === null ? "Make key" : "Key made"}
      description={`For ${source.name}: with it conversations can be sent in, and what came of them read, never their text.`}
    >
      {secret === null ? (
        <MakeKeyForm
          sourceId={source.id}
          onMade={(made) => {
            setSecret(made);
            void refresh();
          }}
        />
      ) : (
        <div className="grid gap-5">
          <SecretOnce label="The key" secret={secret} />
          <SendExample baseUrl={baseUrl} secret={secret} />
          <div className="flex justify-end">
            <DialogClose>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </div>
        </div>
      )}
    </Dialog>
  );
}
