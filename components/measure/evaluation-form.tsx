"use client";
import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { startEvaluation } from "@/components/measure/evaluation-query";
import { STRATEGY_LABELS, VOTE_RULE_LABELS } from "@/components/model/strategy-words";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { DEFAULT_JUDGES, DEFAULT_RULE, STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

const STRATEGIES = STRATEGY_NAMES.map((name) => ({ value: name, label: STRATEGY_LABELS[name] }));
const JUDGES = [2, 3, 4, 5, 6, 7, 8, 9].map((count) => ({ value: String(count), label: `${count} judges` }));
const RULES = VOTE_RULES.map((rule) => ({ value: rule, label: VOTE_RULE_LABELS[rule] }));

/** Chooses a file of labels and the strategies to read it with. `offline`: the rules have no judges. */
export function EvaluationForm({ offline }: { offline: boolean }) {
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [strategy, setStrategy] = useState<string>("single");
  const [compare, setCompare] = useState<readonly string[]>([]);
  const [judges, setJudges] = useState(String(DEFAULT_JUDGES));
  const [voteRule, setVoteRule] = useState<string>(DEFAULT_RULE);
  const others = compare.filter((name) => name !== strategy);
  const start = useMutation({
    mutationFn: (chosen: File) => startEvaluation({ strategy, compare: others, judges, voteRule }, chosen),
    onSuccess: ({ id }) => router.push(`/measure/evaluate/${id}`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (file) start.mutate(file);
  };
  return (
    <Panel
      title="Measure on labels of your own"
      description="A file of conversations whose answer you know. Nothing of it becomes a conversation of the desk."
    >
      <form onSubmit={submit} className="grid gap-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong border-dashed px-3 py-3">
          <Button icon={<FileUp aria-hidden size={15} />} onClick={() => chooser.current?.click()}>
            Choose a file
          </Button>
          <span className="wrap-anywhere min-w-0 text-muted text-xs">
            {file ? <bdi className="text-strong">{file.name}</bdi> : "Evaluation JSONL or a suite, up to 5 MiB"}
          </span>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label="File of labels"
            onChange={({ target }) => {
              setFile(target.files?.[0] ?? null);
              start.reset();
            }}
          />
        </div>
        {offline && (
          <Callout tone="info" title="The offline rules read now">
            They have no judges: every strategy gives the answer of a single reading.
          </Callout>
        )}
        <Field label="Strategy">
          {(control) => (
            <Select
              {...control}
              options={STRATEGIES}
              value={strategy}
              onChange={({ target }) => setStrategy(target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-sm text-strong">Compare it with</legend>
          {STRATEGY_NAMES.filter((name) => name !== strategy).map((name) => (
            <Checkbox
              key={name}
              label={STRATEGY_LABELS[name]}
              checked={compare.includes(name)}
              onChange={({ target }) =>
                setCompare(target.checked ? [...compare, name] : compare.filter((other) => other !== name))
              }
            />
          ))}
        </fieldset>
        {[strategy, ...others].some((name) => name !== "single") && (
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
            <Field label="Judges">
              {(control) => (
                <Select
                  {...control}
                  options={JUDGES}
                  value={judges}
                  onChange={({ target }) => setJudges(target.value)}
                />
              )}
            </Field>
            <Field label="A risk has to be named by">
              {(control) => (
                <Select
                  {...control}
                  options={RULES}
                  value={voteRule}
                  onChange={({ target }) => setVoteRule(target.value)}
                />
              )}
            </Field>
          </div>
        )}
        {start.isError && (
          <Callout tone="danger" live="assertive" title="It was not started">
            {problemText(start.error)}
          </Callout>
        )}
        <Button type="submit" variant="primary" disabled={file === null} loading={start.isPending} className="w-fit">
          Start
        </Button>
      </form>
    </Panel>
  );
}
