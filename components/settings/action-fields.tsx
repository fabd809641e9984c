"use client";
import { useState } from "react";
import { moved, RowButtons, wordFor } from "@/components/settings/list-rows";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** What can be recorded as done: add, rename, retire, reorder. What was ever saved is retired and not removed. */
export function ActionFields({ value, saved, onChange, errorAt, disabled }: SettingFields<"actions">) {
  const [label, setLabel] = useState("");
  const change = (index: number, part: Partial<(typeof value)[number]>) =>
    onChange(value.map((action, at) => (at === index ? { ...action, ...part } : action)));

  function add() {
    const name = label.trim();
    if (name === "") return;
    const id = wordFor(
      name,
      value.map((action) => action.id),
      "action",
    );
    onChange([...value, { id, label: name, retired: false }]);
    setLabel("");
  }

  return (
    <>
      <ol className="grid gap-3" aria-label="Actions">
        {value.map((action, index) => (
          <li key={action.id} className="grid items-end gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
            <Field label={`Action ${index + 1}`} hint={action.id} error={errorAt(`/${index}`)}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={80}
                  disabled={disabled}
                  value={action.label}
                  onChange={({ target }) => change(index, { label: target.value })}
                />
              )}
            </Field>
            <Checkbox
              label="Retired"
              className="sm:mb-6"
              checked={action.retired}
              disabled={disabled}
              onChange={({ target }) => change(index, { retired: target.checked })}
            />
            <div className="sm:mb-5.5">
              <RowButtons
                name={action.label}
                isFirst={index === 0}
                isLast={index === value.length - 1}
                disabled={disabled}
                onMove={(by) => onChange(moved(value, index, by))}
                onRemove={
                  saved.some(({ id }) => id === action.id)
                    ? undefined
                    : () => onChange(value.filter((_, at) => at !== index))
                }
              />
            </div>
          </li>
        ))}
      </ol>
      {!disabled && (
        <div className="flex flex-wrap items-end gap-2">
          <Field label="Another action" className="min-w-56 flex-1">
            {(control) => (
              <Input
                {...control}
                maxLength={80}
                value={label}
                onChange={({ target }) => setLabel(target.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  add();
                }}
              />
            )}
          </Field>
          <Button disabled={label.trim() === ""} onClick={add}>
            Add
          </Button>
        </div>
      )}
    </>
  );
}
