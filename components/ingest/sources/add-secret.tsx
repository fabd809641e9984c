"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { SecretField, type SecretKind, secretInput } from "@/components/ingest/sources/secret-field";
import { addSecret } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { SecretOnce } from "@/components/ui/secret-once";
import { toast } from "@/components/ui/toast";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";
import type { CreatedSecret, SourceDto } from "@/domain/ingest/source-dto";

type AddSecretProps = { source: SourceDto; platform: PlatformInfo; label: string };

/** How a secret is changed without losing anything, as far as the platform allows it. */
function rotationOf(kind: SecretKind, platform: string): string[] {
  const first =
    kind === "platform"
      ? [`Enter the new one here as soon as ${platform} shows it: what it signs before that is refused.`]
      : ["Make the new one here.", `Enter it at ${platform}. Until then the old one goes on working.`];
  return [...first, "Send a test message. Both are accepted.", "Retire the old one."];
}

function AddSecretForm({
  source,
  platform,
  onAdded,
}: Omit<AddSecretProps, "label"> & { onAdded: (added: CreatedSecret) => void }) {
  const [kind, setKind] = useState<SecretKind>(platform.secret.origin);
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    onAdded(await addSecret(source.id, secretInput(kind, form)));
  });
  const rotates = (source.webhook?.secrets.length ?? 0) > 0;
  return (
    <form onSubmit={onSubmit} className="grid gap-5" noValidate>
      <FormAlert error={error} places={["/secret"]} />
      {rotates && (
        <ol className="grid list-decimal gap-1 pl-5 text-default text-sm marker:text-muted">
          {rotationOf(kind, platform.label).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <SecretField platform={platform} kind={kind} onKind={setKind} error={fieldError(error, "/secret")} />
      <DialogActions submitLabel="Add secret" waiting={waiting} />
    </form>
  );
}

/** Adds a live secret to a source; one that Vigil makes is shown this one time. */
export function AddSecret({ source, platform, label }: AddSecretProps) {
  const refresh = useRefreshSources();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<CreatedSecret | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (next) setMade(null);
  }

  function added(secret: CreatedSecret) {
    void refresh();
    if (secret.secret !== null) return setMade(secret);
    setOpen(false);
    toast({ title: "The secret is live", description: "What is signed with it is accepted from now on.", tone: "ok" });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button size="sm" icon={<Plus aria-hidden size={14} />}>
          {label}
        </Button>
      }
      title={made === null ? "Add a secret" : "The new secret is live"}
      description={
        made === null ? `${source.name} accepts whatever is signed with any of its live secrets.` : undefined
      }
    >
      {made === null ? (
        <AddSecretForm source={source} platform={platform} onAdded={added} />
      ) : (
        <div className="grid gap-5">
          <SecretOnce
            label={made.url === null ? platform.secret.label : "The address with its key"}
            secret={made.url ?? made.secret ?? ""}
            warning={`Enter it at ${platform.label} now: it is kept encrypted, and cannot be shown again.`}
          />
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
