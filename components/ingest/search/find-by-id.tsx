"use client";
import { useState } from "react";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { useSubmit } from "@/components/access/use-submit";
import { ConversationTable } from "@/components/ingest/conversation-table";
import { findConversations } from "@/components/ingest/search/requests";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FoundConversations } from "@/domain/decide/conversation-search";

/** Finds conversations by what their platform calls them, one of their messages, or somebody who wrote in them. */
export function FindById() {
  const [found, setFound] = useState<FoundConversations | null>(null);
  const { waiting, error, onSubmit } = useSubmit(async (form) => {
    setFound(null);
    setFound(await findConversations(String(form.get("externalId"))));
  });
  return (
    <div className="grid gap-4">
      <form onSubmit={onSubmit} className="grid gap-3" noValidate aria-label="Find by a platform’s id">
        <FormAlert error={error} places={["/externalId"]} />
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Id" required error={fieldError(error, "/externalId")} className="min-w-64">
            {(control) => (
              <Input {...control} mono name="externalId" maxLength={500} autoComplete="off" spellCheck={false} />
            )}
          </Field>
          <Button type="submit" loading={waiting}>
            Find
          </Button>
        </div>
      </form>
      {found !== null && found.items.length === 0 && (
        <Callout live="polite">Nothing is called this. What was erased cannot be found any more.</Callout>
      )}
      {found?.more && <Callout live="polite">There are more than the 50 newest, which are shown.</Callout>}
      {found !== null && found.items.length > 0 && (
        <div className="-mx-4 border-t">
          <ConversationTable items={found.items} />
        </div>
      )}
    </div>
  );
}
