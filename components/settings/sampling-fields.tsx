"use client";
import { useQuery } from "@tanstack/react-query";
import { SamplingEffect } from "@/components/measure/sampling-effect";
import { ShareField } from "@/components/settings/number-fields";
import { STRATUM_WORDS } from "@/components/settings/setting-lines";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { queueChoicesOptions } from "@/components/triage/query-options";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { LANGUAGES } from "@/domain/triage/language";

type Overrides = SettingFields<"sampling">["value"]["overrides"];
type Override = Overrides[number];

const MOST = 100;
const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

function keyChoices(override: Override, sources: readonly { id: string; name: string }[]) {
  const known =
    override.by === "source"
      ? sources.map(({ id, name }) => ({ value: id, label: name }))
      : LANGUAGES.map((tag) => ({ value: tag as string, label: languageNames.of(tag) ?? tag }));
  if (override.key === "" || known.some(({ value }) => value === override.key)) return known;
  return [...known, { value: override.key, label: `${override.key} (not known)` }];
}

/** Rates of their own for sources and languages. */
function OverrideFields({ value, onChange, errorAt, disabled }: SettingFields<"sampling">) {
  const { overrides } = value;
  const query = useQuery(queueChoicesOptions());
  const set = (next: Overrides) => onChange({ ...value, overrides: next });
  const add = (by: Override["by"]) => set([...overrides, { by, key: "", rate: Math.max(value.rest, 0.05) }]);
  const rows = overrides.map((override, index) => ({ override, index }));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm text-strong">Rates of their own</legend>
      <p className="text-muted text-xs">
        Where the model may miss other things: a source or a language of its own. The rate takes the place of that of
        “The rest”, and can raise the others; where two fit, the higher one holds.
      </p>
      {query.isError && (
        <Callout tone="warn">The names of the sources could not be read; ids are shown instead.</Callout>
      )}
      {rows.length > 0 && (
        <ul className="grid gap-4" aria-label="Rates of their own">
          {rows.map(({ override, index }) => {
            const change = (part: { key?: string; rate?: number }) =>
              set(overrides.map((each, at) => (at === index ? { ...each, ...part } : each)));
            const what = override.by === "source" ? "Source" : "Language";
            return (
              <li key={index} className="flex flex-wrap items-start gap-3 border-l-2 pl-3">
                <Field label={`${what} ${index + 1}`} error={errorAt(`/overrides/${index}/key`)}>
                  {(control) => (
                    <Select
                      {...control}
                      value={override.key}
                      disabled={disabled}
                      onChange={({ target }) => change({ key: target.value })}
                    >
                      <option value="">Choose …</option>
                      {keyChoices(override, query.data?.sources ?? []).map(({ value: key, label }) => (
                        <option key={key} value={key}>
                          {label}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
                <ShareField
                  label={`Drawn of ${what.toLowerCase()} ${index + 1}`}
                  one="conversation"
                  many="conversations"
                  value={override.rate}
                  error={errorAt(`/overrides/${index}/rate`)}
                  disabled={disabled}
                  onChange={(rate) => change({ rate })}
                />
                {!disabled && (
                  <Button size="sm" onClick={() => set(overrides.filter((_, at) => at !== index))}>
                    Remove {what.toLowerCase()} {index + 1}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {!disabled && overrides.length < MOST && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => add("source")}>Add a source</Button>
          <Button onClick={() => add("language")}>Add a language</Button>
        </div>
      )}
    </fieldset>
  );
}

/** With what probability a conversation that was read clear is read by a person all the same. */
export function SamplingFields(fields: SettingFields<"sampling">) {
  const { value, fallback, onChange, errorAt, disabled } = fields;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["split", "keyword", "rest"] as const).map((stratum) => (
          <ShareField
            key={stratum}
            label={`Drawn of “${STRATUM_WORDS[stratum].label}”`}
            hint={STRATUM_WORDS[stratum].says}
            one="conversation"
            many="conversations"
            value={value[stratum]}
            fallback={fallback[stratum]}
            error={errorAt(`/${stratum}`)}
            disabled={disabled}
            onChange={(rate) => onChange({ ...value, [stratum]: rate })}
          />
        ))}
      </div>
      <p className="text-muted text-xs">
        Of “{STRATUM_WORDS.tripwire.label}” everything is drawn: what {STRATUM_WORDS.tripwire.says} may have been
        written to be read as clear.
      </p>
      <OverrideFields {...fields} />
      <SamplingEffect rates={value} />
    </>
  );
}
