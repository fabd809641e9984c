"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemText } from "@/components/query/fetch-json";
import { ActionFields } from "@/components/settings/action-fields";
import { AlertFields } from "@/components/settings/alert-fields";
import { CheckpointFields } from "@/components/settings/checkpoint-fields";
import { settingsOptions } from "@/components/settings/query-options";
import { RetentionFields } from "@/components/settings/retention-fields";
import { MoreEyesFields, UndoFields, VisibilityFields } from "@/components/settings/review-fields";
import { SamplingFields } from "@/components/settings/sampling-fields";
import { SearchFields } from "@/components/settings/search-fields";
import { SettingForm } from "@/components/settings/setting-form";
import { TemplateFields } from "@/components/settings/template-fields";
import { TierFields } from "@/components/settings/tier-fields";
import type { SettingFields } from "@/components/settings/use-setting-draft";
import { WellbeingFields } from "@/components/settings/wellbeing-fields";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { SettingName } from "@/domain/settings/definitions";
import type { Setting } from "@/domain/settings/setting-dto";

type Form<N extends SettingName> = {
  title: string;
  description: string;
  fields: (fields: SettingFields<N>) => ReactNode;
};

const FORMS: { [N in SettingName]: Form<N> } = {
  tiers: {
    title: "Tiers",
    description: "How soon a person must look at a case. A change holds for cases that open from then on.",
    fields: TierFields,
  },
  undo: { title: "Undo", description: "How long a decision can be taken back.", fields: UndoFields },
  model_visibility: {
    title: "The model’s answer",
    description: "Seeing it first is faster; answering first shows how far people are led by it.",
    fields: VisibilityFields,
  },
  more_eyes: {
    title: "More eyes",
    description: "Which decisions a second person looks at, and what is mixed into the work unseen.",
    fields: MoreEyesFields,
  },
  sampling: {
    title: "Sampling",
    description:
      "How much of what was read as clear a person reads all the same, drawn by chance: the only way to know what is missed. Which cases are drawn, nobody who reads them is told.",
    fields: SamplingFields,
  },
  actions: {
    title: "Actions",
    description: "What can be recorded as done. Those that are retired can no longer be chosen; decisions keep them.",
    fields: ActionFields,
  },
  templates: {
    title: "Note templates",
    description: "Beginnings of notes, for everybody. No words of a conversation.",
    fields: TemplateFields,
  },
  wellbeing: {
    title: "Wellbeing",
    description:
      "How much a person reads before the desk asks them to stop. What somebody has read is for them alone to see.",
    fields: WellbeingFields,
  },
  alerts: {
    title: "Alerts",
    description: "What is told outside the browser. No alert holds words of a conversation.",
    fields: AlertFields,
  },
  retention: {
    title: "Retention",
    description:
      "What goes after its time is gone for good; figures and the audit log stay. What waits for somebody, or is under legal hold, is kept.",
    fields: RetentionFields,
  },
  content_search: {
    title: "Search in what people wrote",
    description:
      "Off unless you turn it on. Conversations are always found by what their platform calls them; this is about looking for words.",
    fields: SearchFields,
  },
  checkpoints: {
    title: "Checkpoints of the audit log",
    description:
      "A checkpoint is worth something once it lies where whoever rules over the database does not: what was changed or removed later shows against it. It holds a number and a hash, nothing of what was written.",
    fields: CheckpointFields,
  },
};

function OneSetting<N extends SettingName>({
  setting,
  canChange,
}: {
  setting: Setting & { name: N };
  canChange: boolean;
}) {
  const { fields: Fields, title, description } = FORMS[setting.name] as Form<N>;
  return (
    <SettingForm setting={setting} title={title} description={description} canChange={canChange}>
      {(fields) => <Fields {...fields} />}
    </SettingForm>
  );
}

/** The settings of one page, each a form of its own. */
export function SettingsView({ names, canChange }: { names: readonly SettingName[]; canChange: boolean }) {
  const query = useQuery(settingsOptions());
  if (query.data === undefined) {
    return (
      <Panel>
        {query.isPending ? (
          <SkeletonLines lines={8} label="Loading the settings" className="pt-4" />
        ) : (
          <ErrorState
            title="The settings could not be read"
            whatToDo={problemText(query.error)}
            onRetry={() => void query.refetch()}
          />
        )}
      </Panel>
    );
  }
  const settings = query.data.items;
  return names.map((name) => {
    const setting = settings.find((each) => each.name === name);
    return setting && <OneSetting key={name} setting={setting} canChange={canChange} />;
  });
}
