"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { type ShownOnce, shownOnceOptions } from "@/components/ingest/sources/query-options";
import { SecretField, type SecretKind, secretInput } from "@/components/ingest/sources/secret-field";
import { addSource } from "@/components/ingest/sources/source-requests";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";

/** The second step of adding a source: its name and secret. `platform` is null for the HTTP API. */
export function AddSourceForm({ platform }: { platform: PlatformInfo | null }) {
  const router = useRouter();
  const client = useQueryClient();
  const [kind, setKind] = useState<SecretKind>(platform?.secret.origin ?? "vigil");
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    const { secret, unsigned } = platform ? secretInput(kind, form) : {};
    const made = await addSource({
      platform: platform?.name ?? "api",
      name: String(form.get("name")),
      ...(secret ? { secrets: [secret] } : {}),
      ...(unsigned ? { unsigned } : {}),
    });
    if (made.secret !== null) {
      const { queryKey } = shownOnceOptions(made.id);
      const once: ShownOnce = { secret: made.secret, url: unsigned ? made.url : null };
      client.setQueryData<ShownOnce | null>(queryKey, once);
    }
    router.push(`/ingest/sources/${made.id}`);
  });
  const label = platform?.label ?? "HTTP API";
  return (
    <Panel title={`Connect ${label}`} description={platform ? undefined : "A program of yours sends conversations."}>
      <form onSubmit={onSubmit} className="grid max-w-lg gap-5" noValidate>
        <FormAlert error={error} places={["/name", "/secrets"]} />
        <Field
          label="Name"
          hint="As it will stand on this desk, such as “Helpline” or “Website chat”."
          required
          error={fieldError(error, "/name")}
        >
          {(control) => <Input {...control} name="name" maxLength={80} autoComplete="off" autoFocus />}
        </Field>
        {platform && (
          <SecretField
            platform={platform}
            kind={kind}
            onKind={setKind}
            error={fieldError(error, "/secrets")}
            mayComeLater
          />
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={waiting}>
            Add source
          </Button>
          <LinkButton href="/ingest/sources/new">Another platform</LinkButton>
        </div>
      </form>
    </Panel>
  );
}
