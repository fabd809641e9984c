"use client";
import { moved, RowButtons, wordFor } from "@/components/settings/list-rows";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";

/** Beginnings of notes. */
export function TemplateFields({ value, onChange, errorAt, disabled }: SettingFields<"templates">) {
  const change = (index: number, part: Partial<(typeof value)[number]>) =>
    onChange(value.map((template, at) => (at === index ? { ...template, ...part } : template)));
  const taken = value.map(({ id }) => id);
  return (
    <>
      {value.length === 0 && (
        <p className="text-muted text-sm">None yet. A template saves typing where notes often begin alike.</p>
      )}
      <ol className="grid gap-5" aria-label="Templates">
        {value.map((template, index) => (
          <li key={template.id} className="grid gap-2 border-l-2 pl-3">
            <div className="flex items-end gap-3">
              <Field label={`Title of template ${index + 1}`} className="flex-1" error={errorAt(`/${index}/title`)}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={80}
                    disabled={disabled}
                    value={template.title}
                    onChange={({ target }) => change(index, { title: target.value })}
                  />
                )}
              </Field>
              <RowButtons
                name={template.title || `template ${index + 1}`}
                isFirst={index === 0}
                isLast={index === value.length - 1}
                disabled={disabled}
                onMove={(by) => onChange(moved(value, index, by))}
                onRemove={() => onChange(value.filter((_, at) => at !== index))}
              />
            </div>
            <Field label={`Text of template ${index + 1}`} error={errorAt(`/${index}/text`)}>
              {(control) => (
                <Textarea
                  {...control}
                  maxLength={2_000}
                  disabled={disabled}
                  value={template.text}
                  onChange={({ target }) => change(index, { text: target.value })}
                />
              )}
            </Field>
          </li>
        ))}
      </ol>
      {!disabled && (
        <Button
          className="w-fit"
          onClick={() => onChange([...value, { id: wordFor("", taken, "template"), title: "", text: "" }])}
        >
          Add a template
        </Button>
      )}
    </>
  );
}
