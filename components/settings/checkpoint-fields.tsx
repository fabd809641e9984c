"use client";
import { useQuery } from "@tanstack/react-query";
import { DurationField } from "@/components/settings/number-fields";
import { endpointNamesOptions } from "@/components/settings/query-options";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const FIELDS = [
  {
    key: "folder",
    label: "Into this folder",
    hint: "The whole path of a folder that is there already, best on another machine. Each checkpoint is a file of its own.",
  },
  {
    key: "storeUrl",
    label: "To this address, by PUT",
    hint: "Of an object store, say. {size} in it becomes the number of entries. Whoever reads the settings sees it.",
  },
] as const;

/** Where checkpoints go, and how often. */
export function CheckpointFields({ value, fallback, onChange, errorAt, disabled }: SettingFields<"checkpoints">) {
  const query = useQuery(endpointNamesOptions());
  const known = query.data?.items ?? [];
  const gone = value.endpointIds.filter((id) => !known.some((endpoint) => endpoint.id === id));
  const rows = [...known, ...gone.map((id) => ({ id, name: `${id} (not known)` }))];
  const mark = (id: string, isMarked: boolean) =>
    onChange({
      ...value,
      endpointIds: isMarked ? [...value.endpointIds, id] : value.endpointIds.filter((e) => e !== id),
    });
  return (
    <>
      <DurationField
        label="Publish the newest one every"
        hint="1 min to 24 h"
        value={value.everySeconds}
        fallback={fallback.everySeconds}
        error={errorAt("/everySeconds")}
        disabled={disabled}
        onChange={(everySeconds) => onChange({ ...value, everySeconds })}
      />
      {FIELDS.map(({ key, label, hint }) => (
        <Field key={key} label={label} hint={hint} error={errorAt(`/${key}`)}>
          {(control) => (
            <Input
              {...control}
              dir="ltr"
              spellCheck={false}
              autoComplete="off"
              disabled={disabled}
              value={value[key]}
              onChange={({ target }) => onChange({ ...value, [key]: target.value })}
            />
          )}
        </Field>
      ))}
      {rows.length > 0 && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-sm text-strong">To these webhooks</legend>
          {rows.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={value.endpointIds.includes(id)}
              disabled={disabled}
              onChange={({ target }) => mark(id, target.checked)}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
