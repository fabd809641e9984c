"use client";
import { useQuery } from "@tanstack/react-query";
import { DurationField } from "@/components/settings/number-fields";
import { endpointNamesOptions } from "@/components/settings/query-options";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";

type Chain = SettingFields<"alerts">["value"]["chain"];

const MOST = 10;

/** Who hears of an alert after how long without an answer. */
export function ChainFields({ value, onChange, errorAt, disabled }: SettingFields<"alerts">) {
  const { chain } = value;
  const query = useQuery(endpointNamesOptions());
  const known = query.data?.items ?? [];
  const set = (next: Chain) => onChange({ ...value, chain: next });
  const steps = chain.map((step, index) => ({ ...step, index }));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm text-strong">Who is told next while nobody answers</legend>
      {query.isError && (
        <Callout tone="warn">The names of the receivers could not be read; their ids are shown instead.</Callout>
      )}
      {errorAt("/chain") !== undefined && <Callout tone="danger">{errorAt("/chain")}</Callout>}
      <ol className="grid gap-4" aria-label="Steps">
        {steps.map(({ index, afterSeconds, endpointIds }) => {
          const gone = endpointIds.filter((id) => !known.some((endpoint) => endpoint.id === id));
          const rows = [...known, ...gone.map((id) => ({ id, name: `${id} (not known)` }))];
          const change = (part: Partial<Chain[number]>) =>
            set(chain.map((step, at) => (at === index ? { ...step, ...part } : step)));
          return (
            <li key={index} className="grid gap-3 border-l-2 pl-3">
              <div className="flex flex-wrap items-end gap-3">
                <DurationField
                  label={`Step ${index + 1} begins after`}
                  value={afterSeconds}
                  error={errorAt(`/chain/${index}/afterSeconds`)}
                  disabled={disabled}
                  onChange={(next) => change({ afterSeconds: next })}
                />
                {!disabled && chain.length > 1 && (
                  <Button size="sm" onClick={() => set(chain.filter((_, at) => at !== index))}>
                    Remove step {index + 1}
                  </Button>
                )}
              </div>
              <fieldset className="grid gap-1.5">
                <legend className="mb-1 text-muted text-xs">
                  Tells {endpointIds.length === 0 ? "every receiver that wants such alerts" : "those that are marked"}
                </legend>
                {rows.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    label={name}
                    checked={endpointIds.includes(id)}
                    disabled={disabled}
                    onChange={({ target }) =>
                      change({
                        endpointIds: target.checked
                          ? [...endpointIds, id]
                          : endpointIds.filter((endpointId) => endpointId !== id),
                      })
                    }
                  />
                ))}
              </fieldset>
            </li>
          );
        })}
      </ol>
      {!disabled && chain.length < MOST && (
        <Button
          className="w-fit"
          onClick={() => set([...chain, { afterSeconds: (chain.at(-1)?.afterSeconds ?? -300) + 300, endpointIds: [] }])}
        >
          Add a step
        </Button>
      )}
    </fieldset>
  );
}
