"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { KindChoices, MailFields, UrlField } from "@/components/alerts/endpoint-fields";
import { endpointInput } from "@/components/alerts/endpoint-form";
import { addEndpoint } from "@/components/alerts/endpoint-requests";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";
import { Segmented } from "@/components/ui/segmented";
import type { CreatedEndpoint, EndpointKind } from "@/domain/outbox/endpoint-dto";

const PLACES = ["/name", "/url", "/host", "/port", "/security", "/user", "/password", "/from", "/to"];
const HINTS = {
  webhook: "Such as https://example.org/hooks/vigil. It gets signed JSON (Standard Webhooks).",
  slack: "An incoming webhook of Slack, or of a chat that takes the same.",
};

type FormProps = { sourceId: string | null; onAdded: (created: CreatedEndpoint) => void };

function AddEndpointForm({ sourceId, onAdded }: FormProps) {
  const [kind, setKind] = useState<EndpointKind>("webhook");
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    onAdded(await addEndpoint(endpointInput(form, kind, sourceId)));
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4" noValidate>
      <FormAlert error={error} places={PLACES} />
      {sourceId === null && (
        <Segmented
          legend="How it is told"
          name="kind"
          options={[
            { value: "webhook", label: "Webhook" },
            { value: "email", label: "E-mail" },
            { value: "slack", label: "Slack" },
          ]}
          value={kind}
          onValueChange={setKind}
        />
      )}
      <Field label="Name" hint="Such as “On call”." required error={fieldError(error, "/name")}>
        {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" />}
      </Field>
      {kind === "email" ? <MailFields error={error} /> : <UrlField error={error} hint={HINTS[kind]} />}
      {sourceId === null && <KindChoices />}
      <DialogActions submitLabel="Add" waiting={waiting} />
    </form>
  );
}

/** Adds a place that alerts, or the decisions of a source, are sent to; a webhook's secret is shown this one time. */
export function AddEndpoint({ sourceId }: { sourceId: string | null }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  function added(created: CreatedEndpoint) {
    void client.invalidateQueries({ queryKey: ["outbox"] });
    setSecret(created.secret);
    if (created.secret === null) setOpen(false);
  }
  function change(next: boolean) {
    setOpen(next);
    if (next) setSecret(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button size="sm" icon={<Plus aria-hidden size={14} />}>
          Add endpoint
        </Button>
      }
      title={secret === null ? "Add endpoint" : "Endpoint added"}
      description="It is told by ids and words of the desk, never what people wrote."
    >
      {secret === null ? (
        <AddEndpointForm sourceId={sourceId} onAdded={added} />
      ) : (
        <div className="grid gap-4">
          <SecretOnce
            label="Signing secret"
            secret={secret}
            warning="Give it to the receiver, which checks each message with it. It cannot be shown again."
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
