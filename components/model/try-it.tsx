"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { understand } from "@/components/ingest/pasted-text";
import { STRATEGY_LABELS } from "@/components/model/strategy-words";
import { TryResult, TryRisks } from "@/components/model/try-result";
import { ApiProblem, postJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { classifyResultSchema, failedReadingSchema } from "@/domain/triage/classify-result";
import { STRATEGY_NAMES } from "@/inference/strategies/strategy";
import { isBlank } from "@/lib/text/hidden-characters";

const STRATEGIES = [
  { value: "", label: "The one in force" },
  ...STRATEGY_NAMES.map((name) => ({ value: name, label: STRATEGY_LABELS[name] })),
];

/** Why there is no reading, and what was seen all the same. */
function NotRead({ error }: { error: unknown }) {
  const failed = failedReadingSchema.safeParse(error instanceof ApiProblem ? error.problem : null);
  const suspected = failed.data?.suspected ?? [];
  return (
    <div className="grid gap-3">
      <Callout tone="warn" title="Not read">
        {problemText(error)}
        {suspected.length > 0 && " Until it is read, these are suspected:"}
      </Callout>
      {suspected.length > 0 && <TryRisks label="Suspected risks" risks={suspected} />}
    </div>
  );
}

/** Reads a text that somebody types, and stores nothing of it. */
export function TryIt() {
  const [text, setText] = useState("");
  const [strategy, setStrategy] = useState("");
  const read = useMutation({
    mutationFn: () => {
      const { messages } = understand(text, false, {});
      const body = { messages, ...(strategy === "" ? {} : { strategy }) };
      return postJson("/api/v1/classify", body, classifyResultSchema);
    },
  });
  return (
    <Panel title="Try it" description="Reads what you type here, and stores nothing.">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBlank(text)) read.mutate();
        }}
      >
        <Field
          label="Text"
          hint="A single text, or a transcript with a line for each message: “User: …”, “Assistant: …”."
        >
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              maxLength={100_000}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Strategy" className="w-44">
            {(control) => (
              <Select
                {...control}
                options={STRATEGIES}
                value={strategy}
                onChange={({ target }) => setStrategy(target.value)}
              />
            )}
          </Field>
          <Button type="submit" loading={read.isPending} disabled={isBlank(text)}>
            Read it
          </Button>
        </div>
        <div role="status">
          {read.isError && <NotRead error={read.error} />}
          {read.data !== undefined && !read.isPending && <TryResult result={read.data} />}
        </div>
      </form>
    </Panel>
  );
}
