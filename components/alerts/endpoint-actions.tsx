"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Pause, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { changeEndpoint, deleteEndpoint, rotateSecret } from "@/components/alerts/endpoint-requests";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { SecretOnce } from "@/components/ui/secret-once";
import { toast } from "@/components/ui/toast";
import type { Endpoint } from "@/domain/outbox/endpoint-dto";

/** What can be done with an endpoint: pause, let go on, change the secret, delete. */
export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const client = useQueryClient();
  const [step, setStep] = useState<"rotate" | "delete" | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ["outbox"] });
  const isPaused = endpoint.pausedAt !== null;
  const openIf = (wanted: "rotate" | "delete") => ({
    open: step === wanted,
    onOpenChange: (open: boolean) => setStep(open ? wanted : null),
  });

  async function setPaused(paused: boolean) {
    try {
      await changeEndpoint(endpoint.id, { paused });
      toast({ title: paused ? `${endpoint.name} is paused` : `${endpoint.name} goes on`, tone: "ok" });
    } catch (error) {
      toast({ title: "Nothing was changed", description: problemText(error), tone: "danger" });
    }
    await refresh();
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${endpoint.name}`} size="sm">
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        }
        items={[
          isPaused
            ? { label: "Resume", icon: <Play aria-hidden />, onSelect: () => void setPaused(false) }
            : { label: "Pause", icon: <Pause aria-hidden />, onSelect: () => void setPaused(true) },
          ...(endpoint.kind === "webhook"
            ? [{ label: "New secret", icon: <KeyRound aria-hidden />, onSelect: () => setStep("rotate") }]
            : []),
          { separator: "end" },
          { label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setStep("delete") },
        ]}
      />
      <ConfirmDialog
        {...openIf("rotate")}
        title={`A new secret for ${endpoint.name}?`}
        description="For a day messages are signed with both, so that the receiver can change over."
        confirmLabel="Make secret"
        onConfirm={async () => {
          setSecret((await rotateSecret(endpoint.id)).secret);
          await refresh();
        }}
      />
      <Dialog
        open={secret !== null}
        onOpenChange={(open) => !open && setSecret(null)}
        title="New secret"
        description={`For ${endpoint.name}.`}
      >
        <div className="grid gap-4">
          <SecretOnce label="Signing secret" secret={secret ?? ""} warning="It cannot be shown again." />
          <div className="flex justify-end">
            <DialogClose>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </div>
        </div>
      </Dialog>
      <ConfirmDialog
        {...openIf("delete")}
        tone="danger"
        title={`Delete ${endpoint.name}?`}
        description="Nothing more is sent there, and what waits is called off. This cannot be taken back."
        confirmLabel="Delete endpoint"
        onConfirm={async () => {
          await deleteEndpoint(endpoint.id);
          await refresh();
          toast({ title: `${endpoint.name} is deleted`, tone: "ok" });
        }}
      />
    </>
  );
}
