"use client";
import { moved, RowButtons } from "@/components/settings/list-rows";
import { DurationField, NumberField } from "@/components/settings/number-fields";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Wellbeing = SettingFields<"wellbeing">["value"];
type NumberKey = {
  [K in keyof Wellbeing]: Wellbeing[K] extends number ? K : never;
}[keyof Wellbeing];

const NUMBERS: readonly { key: NumberKey; label: string; hint?: string }[] = [
  { key: "softLimit", label: "Offer a break from, in points" },
  {
    key: "hardLimit",
    label: "Give no further case from, in points",
    hint: "Except an urgent one, if they ask for it and nobody else is there",
  },
  { key: "windowHours", label: "Count points over, in hours" },
  { key: "breakAfterMinutes", label: "Offer a break after, in minutes of reading" },
  { key: "breakMinutes", label: "A break lasts, in minutes" },
  { key: "lighterAfterHeavy", label: "A lighter case after this many heavy ones", hint: "0 for never" },
];

const TIERS = ["T0", "T1", "T2", "T3"];

const CONTACT_PARTS = [
  { key: "name", label: "Name of contact", max: 80 },
  { key: "reach", label: "How to reach contact", max: 200 },
  { key: "hours", label: "Hours of contact", max: 80 },
] as const;

function Contacts({ value, onChange, errorAt, disabled }: SettingFields<"wellbeing">) {
  const { contacts } = value;
  const set = (next: Wellbeing["contacts"]) => onChange({ ...value, contacts: next });
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm text-strong">Who reviewers can turn to</legend>
      {contacts.length === 0 && (
        <p className="text-muted text-sm">
          Nobody yet. Name at least one person or service: the break page shows them.
        </p>
      )}
      {contacts
        .map((contact, at) => ({ contact, index: at }))
        .map(({ contact, index }) => (
          <div key={index} className="flex flex-wrap items-end gap-2 border-l-2 pl-3">
            {CONTACT_PARTS.map(({ key, label, max }) => (
              <Field
                key={key}
                label={`${label} ${index + 1}`}
                className="min-w-44 flex-1"
                error={errorAt(`/contacts/${index}/${key}`)}
              >
                {(control) => (
                  <Input
                    {...control}
                    maxLength={max}
                    disabled={disabled}
                    value={contact[key]}
                    onChange={({ target }) =>
                      set(contacts.map((each, at) => (at === index ? { ...each, [key]: target.value } : each)))
                    }
                  />
                )}
              </Field>
            ))}
            <RowButtons
              name={contact.name || `contact ${index + 1}`}
              isFirst={index === 0}
              isLast={index === contacts.length - 1}
              disabled={disabled}
              onMove={(by) => set(moved(contacts, index, by))}
              onRemove={() => set(contacts.filter((_, at) => at !== index))}
            />
          </div>
        ))}
      {!disabled && (
        <Button className="w-fit" onClick={() => set([...contacts, { name: "", reach: "", hours: "" }])}>
          Add a contact
        </Button>
      )}
    </fieldset>
  );
}

/** How much a person reads before the desk asks them to stop, and who they can turn to. */
export function WellbeingFields(props: SettingFields<"wellbeing">) {
  const { value, fallback, onChange, errorAt, disabled } = props;
  return (
    <>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium text-sm text-strong">What a case counts, in points</legend>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {TIERS.map((label, tier) => (
            <NumberField
              key={label}
              label={label}
              value={value.weights[tier] ?? 0}
              fallback={fallback.weights[tier] ?? 0}
              error={errorAt(`/weights/${tier}`)}
              disabled={disabled}
              onChange={(next) =>
                onChange({
                  ...value,
                  weights: value.weights.map((each, at) => (at === tier ? next : each)) as Wellbeing["weights"],
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        {NUMBERS.map(({ key, label, hint }) => (
          <NumberField
            key={key}
            label={label}
            value={value[key]}
            fallback={fallback[key]}
            error={errorAt(`/${key}`)}
            disabled={disabled}
            onChange={(next) => onChange({ ...value, [key]: next })}
            {...(hint === undefined ? {} : { hint })}
          />
        ))}
        <DurationField
          label="After a T0, lighter cases for"
          hint="At most 1 h. They can go on at once if they choose to"
          value={value.coolDownSeconds}
          fallback={fallback.coolDownSeconds}
          error={errorAt("/coolDownSeconds")}
          disabled={disabled}
          onChange={(coolDownSeconds) => onChange({ ...value, coolDownSeconds })}
        />
      </div>
      <Contacts {...props} />
    </>
  );
}
