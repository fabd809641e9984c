"use client";
import { useQuery } from "@tanstack/react-query";
import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import { problemText } from "@/components/query/fetch-json";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { preferencesOptions } from "@/components/wellbeing/query-options";
import { useChangePreferences } from "@/components/wellbeing/use-preferences";
import type { Preferences, PreferencesChange } from "@/domain/triage/wellbeing/preferences";
import { RISK_TYPES, type RiskType } from "@/inference/risk";

type Toggle = { name: Exclude<keyof Preferences, "optOutTypes">; label: string; hint: string };

const READING: readonly Toggle[] = [
  { name: "veilText", label: "Veil text", hint: "Each passage is veiled until you ask for it." },
  { name: "calm", label: "Calm mode", hint: "How severe something is comes without red." },
];
const ALERTS: readonly Toggle[] = [
  { name: "sound", label: "Sound", hint: "A quiet sound with a new alert." },
  {
    name: "notifications",
    label: "Notifications",
    hint: "A notification of your browser with a new alert, without any text of it.",
  },
];

/** What a person chooses for themselves. Every switch acts at once; nobody else can see any of it. */
export function PreferencesForm({ reviews }: { reviews: boolean }) {
  const { data: preferences, error, refetch } = useQuery(preferencesOptions());
  const change = useChangePreferences();
  const set = (changed: PreferencesChange) =>
    change.mutate(changed, {
      onError: (error) => toast({ tone: "danger", title: "Not changed", description: problemText(error) }),
    });

  if (preferences === undefined) {
    if (error === null) return <p className="text-muted text-sm">Reading what you have chosen …</p>;
    return (
      <ErrorState
        title="What you have chosen could not be read"
        whatToDo={`${problemText(error)} It is kept as it is.`}
        onRetry={() => void refetch()}
      />
    );
  }
  const { optOutTypes } = preferences;

  async function toggle(name: Toggle["name"], on: boolean) {
    if (name === "notifications" && on && (await Notification.requestPermission()) !== "granted") {
      toast({ title: "Your browser does not allow it", description: "Allow notifications for this desk there first." });
      return;
    }
    set({ [name]: on });
  }

  const leave = (type: RiskType, out: boolean) => set({ optOut: { [type]: out } });

  const switches = (toggles: readonly Toggle[]) => (
    <div className="grid gap-3">
      {toggles.map(({ name, label, hint }) => (
        <Switch
          key={name}
          label={label}
          hint={hint}
          checked={preferences[name]}
          onChange={(event) => void toggle(name, event.currentTarget.checked)}
        />
      ))}
    </div>
  );

  return (
    <div className="grid gap-6">
      {switches(READING)}
      {switches(ALERTS)}
      {reviews && (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium text-sm text-strong">Not for me</legend>
          <p className="max-w-prose text-muted text-xs">
            “Next” does not give you cases of these types. Nobody asks why, and nobody is told. You can still take one
            from the list.
          </p>
          <div className="grid gap-2 sm:grid-cols-2">
            {RISK_TYPES.map((type) => (
              <Checkbox
                key={type}
                label={RISK_TYPE_LABELS[type]}
                checked={optOutTypes.includes(type)}
                onChange={(event) => leave(type, event.currentTarget.checked)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
