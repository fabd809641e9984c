"use client";
import { formError } from "@/components/access/form-problem";
import { Callout } from "@/components/ui/callout";

/** What went wrong with a form beyond the fields at `places`; nothing where all is said beside its field. */
export function FormAlert({ error, places }: { error: unknown; places: readonly string[] }) {
  const text = formError(error, places);
  if (text === null) return null;
  return (
    <Callout tone="danger" live="assertive">
      {text}
    </Callout>
  );
}
