"use client";
import { ChainFields } from "@/components/settings/chain-fields";
import { LinesField } from "@/components/settings/lines-field";
import { DurationField } from "@/components/settings/number-fields";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { Switch } from "@/components/ui/switch";

const TIERS = [0, 1, 2, 3];

/** What is told outside the browser, and who is told next while nobody answers. */
export function AlertFields(props: SettingFields<"alerts">) {
  const { value, fallback, onChange, errorAt, disabled } = props;
  return (
    <>
      <Switch
        label="Tell of each new T0"
        checked={value.newEmergency}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...value, newEmergency: target.checked })}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium text-sm text-strong">Tell of cases past their due time in</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {TIERS.map((tier) => (
            <Checkbox
              key={tier}
              label={`T${tier}`}
              checked={value.tierBreach.includes(tier)}
              disabled={disabled}
              onChange={({ target }) =>
                onChange({
                  ...value,
                  tierBreach: TIERS.filter((each) =>
                    each === tier ? target.checked : value.tierBreach.includes(each),
                  ),
                })
              }
            />
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <DurationField
          label="Tell when cases wait and nobody is at the desk for"
          value={value.emptyDeskSeconds}
          fallback={fallback.emptyDeskSeconds}
          error={errorAt("/emptyDeskSeconds")}
          disabled={disabled}
          onChange={(emptyDeskSeconds) => onChange({ ...value, emptyDeskSeconds })}
        />
        <DurationField
          label="Tell when the model does not answer for"
          value={value.modelDownSeconds}
          fallback={fallback.modelDownSeconds}
          error={errorAt("/modelDownSeconds")}
          disabled={disabled}
          onChange={(modelDownSeconds) => onChange({ ...value, modelDownSeconds })}
        />
      </div>
      <ChainFields {...props} />
      <LinesField
        label="Networks that may be reached though they are private"
        hint="One a line, like 10.20.0.0/16. Without any, messages go to public addresses alone."
        value={value.allowedNetworks}
        error={errorAt("/allowedNetworks")}
        disabled={disabled}
        onChange={(allowedNetworks) => onChange({ ...value, allowedNetworks })}
      />
    </>
  );
}
