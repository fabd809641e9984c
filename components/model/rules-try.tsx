"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { OUTCOME_LABELS } from "@/components/decide/labels";
import { ModelRisk } from "@/components/decide/model-risk";
import { understand } from "@/components/ingest/pasted-text";
import { postJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Textarea } from "@/components/ui/textarea";
import { type OfflineReading, triedRulesSchema } from "@/inference/offline-rules-dto";
import { isBlank } from "@/lib/text/hidden-characters";

function Reading({ title, reading }: { title: string; reading: OfflineReading }) {
  return (
    <section aria-label={title} className="grid content-start gap-2">
      <h3 className="eyebrow">
        {title} <span className="font-mono normal-case">{reading.rules}</span>
      </h3>
      <p className="font-medium text-sm text-strong">{OUTCOME_LABELS[reading.outcome]}</p>
      {reading.risks.map((risk) => (
        <div key={`${risk.subject} ${risk.type}`} className="grid gap-1 rounded-md border px-3 py-2">
          <ModelRisk risk={risk} features={risk.features} />
          {risk.messages.length > 0 && (
            <p className="tnum text-muted text-xs">
              Seen in {risk.messages.map((index) => `#${index + 1}`).join(", ")}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}

/** How a text is read now, and how it would be read by the rules in the editor. */
export function RulesTry({ yaml }: { yaml: string }) {
  const [text, setText] = useState("");
  const tried = useMutation({
    mutationFn: () => {
      const { messages } = understand(text, false, {});
      return postJson("/api/v1/model/rules/try", { yaml, messages }, triedRulesSchema);
    },
  });
  return (
    <Panel title="Try the text above" description="Reads what you type here by both, and stores nothing.">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBlank(text)) tried.mutate();
        }}
      >
        <Field label="Words to read" hint="A single text, or a transcript: “User: …”, “Assistant: …”.">
          {(control) => (
            <Textarea
              {...control}
              maxLength={100_000}
              autoComplete="off"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" loading={tried.isPending} disabled={isBlank(text)}>
            Compare
          </Button>
        </div>
        <div role="status">
          {tried.isError && (
            <Callout tone="danger" title="Not read">
              {problemText(tried.error)}
            </Callout>
          )}
          {tried.data !== undefined && !tried.isPending && (
            <div className="grid gap-4 border-t pt-4 sm:grid-cols-2">
              <Reading title="In force" reading={tried.data.before} />
              <Reading title="As edited" reading={tried.data.after} />
            </div>
          )}
        </div>
      </form>
    </Panel>
  );
}
