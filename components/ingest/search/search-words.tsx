"use client";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { FoundTable } from "@/components/ingest/search/found-table";
import { type Search, type SearchPhase, searchWords, unopenedWords } from "@/components/ingest/search/search-state";
import { useContentSearch } from "@/components/ingest/search/use-content-search";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Meter } from "@/components/ui/meter";
import { Select } from "@/components/ui/select";
import type { ContentSearchInput } from "@/domain/decide/search/content-search";

type SearchWordsProps = { sources: readonly { id: string; name: string }[] };

function readForm(form: FormData): ContentSearchInput {
  const given = (name: string) => {
    const text = String(form.get(name) ?? "");
    return text === "" ? {} : { [name]: text };
  };
  return { words: String(form.get("words")), ...given("sourceId"), ...given("from"), ...given("to") };
}

type OutcomeProps = { search: Search; phase: SearchPhase; onStop: () => void; onLookOn: () => void };

/** How far the search has come, and what can be done about it. */
function Outcome({ search, phase, onStop, onLookOn }: OutcomeProps) {
  const says = searchWords(search, phase);
  const unopened = unopenedWords(search);
  if (phase === "looking") {
    return (
      <div className="flex flex-wrap items-end gap-3">
        <div className="grid min-w-64 flex-1 gap-1.5">
          <p className="tnum text-default text-sm">{says}</p>
          <Meter label="Looked through" labelHidden value={search.looked} max={Math.max(1, search.of)} />
        </div>
        <Button onClick={onStop}>Stop</Button>
      </div>
    );
  }
  return (
    <Callout
      live="polite"
      tone={unopened !== null || phase === "stopped" ? "warn" : "info"}
      actions={phase === "all" ? undefined : <Button onClick={onLookOn}>Look on</Button>}
    >
      {says}
      {unopened !== null && ` ${unopened}`}
    </Callout>
  );
}

/** Looks for words in what people wrote. The words go to the desk alone, in no address, and are kept nowhere. */
export function SearchWords({ sources }: SearchWordsProps) {
  const { search, phase, error, begin, lookOn, stop } = useContentSearch();
  const input = search?.input;
  return (
    <div className="grid gap-4">
      <form
        aria-label="Search what people wrote"
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          begin(readForm(new FormData(event.currentTarget)));
        }}
      >
        <FormAlert error={error} places={["/words", "/from", "/to", "/sourceId"]} />
        <Field
          label="Words"
          required
          hint="Found in this order, anywhere in a message, in any case and with or without accents"
          error={fieldError(error, "/words")}
        >
          {(control) => (
            <Input
              {...control}
              name="words"
              maxLength={200}
              dir="auto"
              autoComplete="off"
              spellCheck={false}
              defaultValue={input?.words}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Source" className="min-w-44">
            {(control) => (
              <Select {...control} name="sourceId" defaultValue={input?.sourceId ?? ""}>
                <option value="">All sources</option>
                {sources.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Sent from (UTC)" error={fieldError(error, "/from")}>
            {(control) => <Input {...control} type="date" name="from" defaultValue={input?.from} />}
          </Field>
          <Field label="Sent before (UTC)" error={fieldError(error, "/to")}>
            {(control) => <Input {...control} type="date" name="to" defaultValue={input?.to} />}
          </Field>
          <Button type="submit" variant="primary" disabled={phase === "looking"}>
            Search
          </Button>
        </div>
      </form>
      {search && phase && <Outcome search={search} phase={phase} onStop={stop} onLookOn={lookOn} />}
      {search && search.items.length > 0 && (
        <div className="-mx-4 border-t">
          <FoundTable items={search.items} />
        </div>
      )}
    </div>
  );
}
