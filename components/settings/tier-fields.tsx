"use client";
import { DurationField } from "@/components/settings/number-fields";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Switch } from "@/components/ui/switch";

type Due = SettingFields<"tiers">["value"]["dueSeconds"];

const TIERS = [
  "critical, or an emergency",
  "high or urgent, and everything unscored",
  "moderate or acute",
  "the rest, and samples",
];

/** How soon a person must look at a case of each tier. */
export function TierFields({ value, fallback, onChange, errorAt, disabled }: SettingFields<"tiers">) {
  const set = (tier: number, seconds: number) =>
    onChange({ ...value, dueSeconds: value.dueSeconds.map((each, at) => (at === tier ? seconds : each)) as Due });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {TIERS.map((says, tier) => (
          <DurationField
            key={says}
            label={`T${tier} is due within`}
            hint={says}
            value={value.dueSeconds[tier] ?? 0}
            fallback={fallback.dueSeconds[tier] ?? 0}
            error={errorAt(`/dueSeconds/${tier}`)}
            disabled={disabled}
            onChange={(seconds) => set(tier, seconds)}
          />
        ))}
      </div>
      <Switch
        label="A case past its due time moves up one tier"
        hint="Never into T0. Without it a case keeps its place among those of its tier."
        checked={value.ageing}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...value, ageing: target.checked })}
      />
    </>
  );
}
