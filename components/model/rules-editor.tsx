"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { lineOfProblem, lineRange } from "@/components/model/problem-lines";
import { offlineRulesOptions } from "@/components/model/query-options";
import { RulesTry } from "@/components/model/rules-try";
import { hasCode, postJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type OfflineRulesDto, offlineRulesSchema } from "@/inference/offline-rules-dto";

const EXAMPLE = `rules:
  - id: name-of-a-rule
    type: suicide
    who: both
    severity: high
    imminence: urgent
    any:
      - words that tell`;

type ProblemsProps = { error: unknown; onGo: (line: number) => void };

/** What does not compile, each line a way to it. */
function Problems({ error, onGo }: ProblemsProps) {
  if (!hasCode(error, "INVALID")) {
    return (
      <Callout tone="danger" live="assertive" title="Not saved">
        {problemText(error)}
      </Callout>
    );
  }
  return (
    <Callout tone="danger" live="assertive" title="Not saved: these lines cannot be used">
      <ul className="grid gap-1">
        {(error.problem.errors ?? []).map(({ message }) => {
          const line = lineOfProblem(message);
          return (
            <li key={message} className="wrap-anywhere">
              {message}{" "}
              {line !== null && (
                <Button size="sm" variant="quiet" onClick={() => onGo(line)}>
                  Go to line {line}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}

type EditorProps = { rules: OfflineRulesDto; reload: () => Promise<OfflineRulesDto | null> };

/** The text of the house's own rules, with a note for whoever reads it later. */
export function RulesEditor({ rules, reload }: EditorProps) {
  const client = useQueryClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const [basedOn, setBasedOn] = useState(rules.newest?.version ?? 0);
  const [yaml, setYaml] = useState(rules.newest?.yaml ?? "");
  const [note, setNote] = useState("");
  const save = useMutation({
    mutationFn: () => postJson("/api/v1/model/rules", { yaml, note, basedOn }, offlineRulesSchema),
    onSuccess: (saved) => {
      client.setQueryData(offlineRulesOptions().queryKey, saved);
      setBasedOn(saved.newest?.version ?? 0);
      setNote("");
      toast({ tone: "ok", title: `Saved. Readings by the rules are now ${saved.inForce}.` });
    },
  });
  const changed = yaml !== (rules.newest?.yaml ?? "") || rules.problems.length > 0;
  const overtaken = hasCode(save.error, "CONFLICT");

  function goTo(line: number) {
    const [from, to] = lineRange(yaml, line);
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  }

  async function takeNewest() {
    const fresh = await reload();
    if (fresh === null) return;
    setBasedOn(fresh.newest?.version ?? 0);
    setYaml(fresh.newest?.yaml ?? "");
    save.reset();
  }

  return (
    <div className="grid gap-6">
      <Panel
        title="Rules of this house"
        description={`In force: ${rules.inForce}. They go on top of ${rules.builtIn}.`}
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (changed && !save.isPending) save.mutate();
          }}
        >
          <Field
            label="Rules, in YAML"
            hint="docs/offline-rules.md explains how to write one in ten minutes. Empty means: the built-in rules alone."
          >
            {(control) => (
              <Textarea
                {...control}
                ref={area}
                dir="ltr"
                rows={14}
                spellCheck={false}
                autoComplete="off"
                autoCapitalize="off"
                placeholder={EXAMPLE}
                value={yaml}
                onChange={({ target }) => setYaml(target.value)}
                className="max-h-[60dvh] min-h-64 overflow-auto whitespace-pre font-mono text-xs touch:text-lg"
              />
            )}
          </Field>
          <Field label="Note" hint="What was changed and why, for whoever reads it later. No words of a conversation.">
            {(control) => (
              <Input {...control} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
            )}
          </Field>
          {save.isError && !overtaken && <Problems error={save.error} onGo={goTo} />}
          {overtaken && (
            <Callout
              tone="warn"
              live="assertive"
              title="Somebody else saved meanwhile"
              actions={
                <Button size="sm" onClick={() => void takeNewest()}>
                  Take their version
                </Button>
              }
            >
              Copy what you have written if you want to keep it: taking theirs replaces it.
            </Callout>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" loading={save.isPending} disabled={!changed}>
              Save as version {basedOn + 1}
            </Button>
            <p className="text-muted text-xs">Every process reads by it within seconds.</p>
          </div>
        </form>
      </Panel>
      <RulesTry yaml={yaml} />
    </div>
  );
}
