"use client";
import { AddSecret } from "@/components/ingest/sources/add-secret";
import { retireSecret } from "@/components/ingest/sources/source-requests";
import { useRefreshSources } from "@/components/ingest/sources/use-change-source";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";
import type { SourceDto, WebhookDto } from "@/domain/ingest/source-dto";

type Secret = WebhookDto["secrets"][number];

function nameOf({ hint, isInAddress }: Secret): string {
  const what = isInAddress ? "Key in the address" : "Secret";
  return hint === "" ? what : `${what} ending in ${hint}`;
}

function Retire({ source, secret, isLast }: { source: SourceDto; secret: Secret; isLast: boolean }) {
  const refresh = useRefreshSources();
  const name = nameOf(secret);
  return (
    <ConfirmDialog
      tone="danger"
      trigger={
        <Button size="sm" variant="quiet" aria-label={`Retire: ${name}`}>
          Retire
        </Button>
      }
      title={`Retire the ${name.charAt(0).toLowerCase()}${name.slice(1)}?`}
      description={
        isLast
          ? `It is the only one: everything that ${source.platformLabel} sends is refused from then on, and may be lost. This cannot be taken back.`
          : "What is signed with it is refused within a second. Do this once the platform uses the new one. This cannot be taken back."
      }
      confirmLabel="Retire secret"
      onConfirm={async () => {
        await retireSecret(source.id, secret.id);
        await refresh();
        toast({ title: "The secret is retired", tone: "ok" });
      }}
    />
  );
}

/** The live secrets of a source, by their last characters and their age. */
export function SecretsPanel({ source, platform }: { source: SourceDto; platform: PlatformInfo }) {
  const secrets = source.webhook?.secrets ?? [];
  return (
    <Panel
      flush
      title={secrets.length > 1 ? "Live secrets" : "Secret"}
      actions={<AddSecret source={source} platform={platform} label={secrets.length === 0 ? "Add" : "Rotate"} />}
      footer={
        secrets.length > 1
          ? "Each of them is accepted. Once the platform uses the newest, retire the others."
          : undefined
      }
    >
      {secrets.length === 0 ? (
        <p className="px-4 py-3 text-muted">None yet: everything is refused until there is one.</p>
      ) : (
        <ul className="divide-y divide-line">
          {secrets.map((secret) => (
            <li key={secret.id} className="flex items-center justify-between gap-3 px-4 py-2">
              <span className="grid min-w-0">
                <span className="text-strong">
                  {secret.isInAddress ? "Key in the address" : "Secret"}
                  {secret.hint !== "" && <code className="ml-1.5 font-mono text-xs">…{secret.hint}</code>}
                </span>
                <span className="text-muted text-xs">
                  Added <TimeAgo at={secret.createdAt} />
                </span>
              </span>
              <Retire source={source} secret={secret} isLast={secrets.length === 1} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
