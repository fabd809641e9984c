"use client";
import { DurationField, ShareField } from "@/components/settings/number-fields";
import { VISIBILITY_WORDS } from "@/components/settings/setting-lines";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { Segmented } from "@/components/ui/segmented";
import { Switch } from "@/components/ui/switch";

/** How long a decision can be taken back. */
export function UndoFields({ value, fallback, onChange, errorAt, disabled }: SettingFields<"undo">) {
  return (
    <DurationField
      label="A decision can be undone for"
      hint="Until then nothing of it leaves the desk. 5 s to 2 min"
      value={value.seconds}
      fallback={fallback.seconds}
      error={errorAt("/seconds")}
      disabled={disabled}
      onChange={(seconds) => onChange({ seconds })}
    />
  );
}

/** What a reviewer sees of the model before deciding. */
export function VisibilityFields({ value, onChange, disabled }: SettingFields<"model_visibility">) {
  return (
    <div className="grid gap-1.5">
      <Segmented
        legend="On flagged cases, the model’s answer is"
        name="model-visibility"
        value={value.flagged}
        options={[
          { value: "shown", label: "Shown", disabled },
          { value: "own_reading_first", label: "Own reading first", disabled },
        ]}
        onValueChange={(flagged) => onChange({ flagged })}
      />
      <p className="text-muted text-xs">
        It is {VISIBILITY_WORDS[value.flagged]}. Samples, second looks and reference cases always hide it.
      </p>
    </div>
  );
}

/** Which decisions a second person looks at, and what is mixed into the work unseen. */
export function MoreEyesFields({ value, fallback, onChange, errorAt, disabled }: SettingFields<"more_eyes">) {
  const share = (key: "secondReviewOfRisk" | "secondReviewOfNone" | "goldShare") => ({
    value: value[key],
    fallback: fallback[key],
    error: errorAt(`/${key}`),
    disabled,
    onChange: (next: number) => onChange({ ...value, [key]: next }),
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <ShareField
          label="Of decisions with a risk, a second person looks at"
          hint="Shows what reviewers flag too much"
          one="decision"
          many="decisions"
          {...share("secondReviewOfRisk")}
        />
        <ShareField
          label="Of decisions without one, a second person looks at"
          hint="Shows what reviewers miss, in samples too"
          one="decision"
          many="decisions"
          {...share("secondReviewOfNone")}
        />
      </div>
      <Switch
        label="A second person looks at every T0"
        hint="Blind to the first decision, and to the model."
        checked={value.secondReviewTierZero}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...value, secondReviewTierZero: target.checked })}
      />
      <Switch
        label="Saying that a T0 holds no risk takes two people"
        hint="Until the second one agrees, nothing of the decision takes effect."
        checked={value.twoPersonDismissal}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...value, twoPersonDismissal: target.checked })}
      />
      <ShareField
        label="Reference cases mixed in"
        hint="Their answer is known; unseen among the others, at most 20 %"
        one="case"
        many="cases"
        {...share("goldShare")}
      />
    </>
  );
}
