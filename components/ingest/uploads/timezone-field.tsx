"use client";
import { useId, useMemo } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type TimezoneFieldProps = { value: string; onChange: (timezone: string) => void };

/** Whether a name is one that browsers and the desk know. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The zone of times that name none: typed, with the browser's own list of names to search in. */
export function TimezoneField({ value, onChange }: TimezoneFieldProps) {
  const listId = useId();
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")], []);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Field
      label="Time zone"
      hint={`Of times in the file that name none. Type a city; yours is ${here}.`}
      error={isTimezone(value) ? undefined : "Choose a zone from the list, such as Europe/Berlin."}
    >
      {(control) => (
        <>
          <Input
            {...control}
            list={listId}
            value={value}
            autoComplete="off"
            spellCheck={false}
            suppressHydrationWarning
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
