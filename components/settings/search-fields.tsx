"use client";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Switch } from "@/components/ui/switch";

const COSTS = [
  "Leads, auditors and admins can then look for any words in everything that people wrote, and in what they said before an edit or deleted. Reviewers cannot.",
  "Each search is on the record: who, when, where, how much was looked through and found, and a keyed fingerprint of the words. Not the words. Opening what was found is on the record as ever.",
  "There is no index: a search opens the conversations one after another. Nothing is added to the database, so a copy of it gives away no more than before; in return a search over a million messages takes minutes, and the processor is busy meanwhile.",
];

/** Whether what people wrote can be searched, and what that costs. */
export function SearchFields({ value, onChange, disabled }: SettingFields<"content_search">) {
  return (
    <div className="grid gap-4">
      <Switch
        label="Leads, auditors and admins can search what people wrote"
        checked={value.on}
        disabled={disabled}
        onChange={({ target }) => onChange({ on: target.checked })}
      />
      <ul className="grid max-w-prose list-disc gap-1.5 pl-5 text-default text-sm">
        {COSTS.map((says) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
    </div>
  );
}
