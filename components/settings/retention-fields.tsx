"use client";
import { DaysField } from "@/components/settings/number-fields";
import type { SettingFields } from "@/components/settings/use-setting-draft";

const KINDS = [
  {
    key: "clearDays",
    label: "Content of clear conversations",
    hint: "Read as holding no risk and never reviewed; since they last changed",
  },
  { key: "decidedDays", label: "Content of decided conversations", hint: "Since the last decision and message" },
  { key: "deliveryDays", label: "Webhook bodies that were read", hint: "For so long deliveries can be replayed" },
  { key: "uploadDays", label: "Previews of uploaded files", hint: "The files themselves go once they are read in" },
  { key: "outboxDays", label: "What sent messages told of", hint: "Ids of conversations and threads" },
  { key: "sessionDays", label: "Sign-ins that are over", hint: "With their addresses; the log keeps that they were" },
] as const;

/** For how long each kind of content, copy and trace is kept. */
export function RetentionFields({ value, fallback, onChange, errorAt, disabled }: SettingFields<"retention">) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {KINDS.map(({ key, label, hint }) => (
        <DaysField
          key={key}
          label={label}
          hint={hint}
          value={value[key]}
          fallback={fallback[key]}
          error={errorAt(`/${key}`)}
          disabled={disabled}
          onChange={(next) => onChange({ ...value, [key]: next })}
        />
      ))}
    </div>
  );
}
