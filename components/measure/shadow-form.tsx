"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { SourceChoice } from "@/components/measure/measure-filters";
import { orderShadowRun } from "@/components/measure/shadow-query";
import { READER_LABELS, SCOPE_LABELS } from "@/components/measure/shadow-words";
import { STRATEGY_LABELS, VOTE_RULE_LABELS } from "@/components/model/strategy-words";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { MOST_CONVERSATIONS, SHADOW_SCOPES, type ShadowOrder } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowReader } from "@/inference/shadow-reader";
import { DEFAULT_JUDGES, DEFAULT_RULE, STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";

const STRATEGIES = STRATEGY_NAMES.map((name) => ({ value: name, label: STRATEGY_LABELS[name] }));
const JUDGES = [2, 3, 4, 5, 6, 7, 8, 9].map((count) => ({ value: String(count), label: `${count} judges` }));
const RULES = VOTE_RULES.map((rule) => ({ value: rule, label: VOTE_RULE_LABELS[rule] }));
const SCOPES = SHADOW_SCOPES.map((scope) => ({ value: scope, label: SCOPE_LABELS[scope] }));
/** Enough to see a difference of a few percent, few enough for an evening of a small server. */
const USUAL_MOST = 500;

type ShadowFormProps = {
  readers: readonly { reader: ShadowReader; model: string }[];
  sources: readonly SourceChoice[];
};

/** What the form says, as the API takes it. Its fields have the names of the order's; empty ones are left out. */
function orderOf(form: FormData): ShadowOrder {
  const given = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  const numbers = Object.fromEntries(
    ["judges", "most"].flatMap((name) => (given[name] === undefined ? [] : [[name, Number(given[name])]])),
  );
  return { ...given, ...numbers } as ShadowOrder;
}

/** Who reads again, and how. */
function ReaderFields({ readers }: Pick<ShadowFormProps, "readers">) {
  const [reader, setReader] = useState<string>(readers[0]?.reader ?? "current");
  const [strategy, setStrategy] = useState("single");
  const options = readers.map((each) => ({ value: each.reader, label: READER_LABELS[each.reader] }));
  const model = readers.find((each) => each.reader === reader)?.model;
  return (
    <>
      <Field label="Read again by" hint={model}>
        {(control) => (
          <Select
            {...control}
            name="reader"
            options={options}
            value={reader}
            onChange={({ target }) => setReader(target.value)}
          />
        )}
      </Field>
      {reader !== "offline" && (
        <Field label="Strategy">
          {(control) => (
            <Select
              {...control}
              name="strategy"
              options={STRATEGIES}
              value={strategy}
              onChange={({ target }) => setStrategy(target.value)}
            />
          )}
        </Field>
      )}
      {reader !== "offline" && strategy !== "single" && (
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
          <Field label="Judges">
            {(control) => <Select {...control} name="judges" options={JUDGES} defaultValue={String(DEFAULT_JUDGES)} />}
          </Field>
          <Field label="A risk has to be named by">
            {(control) => <Select {...control} name="voteRule" options={RULES} defaultValue={DEFAULT_RULE} />}
          </Field>
        </div>
      )}
    </>
  );
}

/** Which conversations are read again. */
function ChoiceFields({ sources }: Pick<ShadowFormProps, "sources">) {
  const options = [{ value: "", label: "All sources" }, ...sources.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <Field label="Conversations">
        {(control) => <Select {...control} name="scope" options={SCOPES} defaultValue="all" />}
      </Field>
      <Field label="Source">
        {(control) => <Select {...control} name="source" options={options} defaultValue="" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
        <Field label="Read from">{(control) => <Input {...control} type="date" name="from" />}</Field>
        <Field label="Read before">{(control) => <Input {...control} type="date" name="to" />}</Field>
      </div>
      <Field label="At most" hint="More than that are drawn by chance, each with the same chance.">
        {(control) => (
          <Input {...control} type="number" name="most" min={1} max={MOST_CONVERSATIONS} defaultValue={USUAL_MOST} />
        )}
      </Field>
      <Field label="Seed of the draw" hint="Leave it empty for a new draw. The same seed draws the same conversations.">
        {(control) => (
          <Input {...control} mono name="seed" maxLength={64} pattern="[A-Za-z0-9_\-]+" spellCheck={false} />
        )}
      </Field>
    </>
  );
}

/** Orders a shadow run. */
export function ShadowForm({ readers, sources }: ShadowFormProps) {
  const router = useRouter();
  const start = useMutation({
    mutationFn: orderShadowRun,
    onSuccess: ({ id }) => router.push(`/measure/shadow/${id}`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    start.mutate(orderOf(new FormData(event.currentTarget)));
  };
  return (
    <Panel
      title="Read past conversations again"
      description="For comparison alone: no case is opened, nothing that stands is changed, and live conversations go before."
    >
      <form onSubmit={submit} className="grid gap-4">
        <ReaderFields readers={readers} />
        <ChoiceFields sources={sources} />
        {start.isError && (
          <Callout tone="danger" live="assertive" title="It was not started">
            {problemText(start.error)}
          </Callout>
        )}
        <Button type="submit" variant="primary" loading={start.isPending} className="w-fit">
          Start
        </Button>
      </form>
    </Panel>
  );
}
