"use client";
import { revokeKey } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Ends a key after asking. */
export function RevokeKey({ id, name }: { id: string; name: string }) {
  const refresh = useRefreshSources();
  return (
    <ConfirmDialog
      tone="danger"
      trigger={
        <Button size="sm" variant="quiet" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}?`}
      description="Whatever sends with this key is refused from now on. What it sent before stays. This cannot be taken back."
      confirmLabel="Revoke key"
      onConfirm={async () => {
        await revokeKey(id);
        toast({ title: `${name} is revoked`, tone: "ok" });
        void refresh();
      }}
    />
  );
}
