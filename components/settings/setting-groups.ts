/** The pages of the settings: what belongs together. Pure. */
import type { SettingName } from "@/domain/settings/definitions";

export type SettingGroup = { slug: string; label: string; says: string; names: readonly SettingName[] };

export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    slug: "queue",
    label: "Tiers and limits",
    says: "How soon a person must look at a case",
    names: ["tiers"],
  },
  {
    slug: "review",
    label: "Second looks",
    says: "Undo, what is seen of the model, and which decisions a second person looks at",
    names: ["undo", "model_visibility", "more_eyes"],
  },
  {
    slug: "sampling",
    label: "Sampling",
    says: "How much of what was read as clear a person reads all the same",
    names: ["sampling"],
  },
  { slug: "actions", label: "Actions", says: "What can be recorded as done", names: ["actions"] },
  { slug: "templates", label: "Note templates", says: "Beginnings of notes", names: ["templates"] },
  {
    slug: "wellbeing",
    label: "Wellbeing",
    says: "How much a person reads before the desk asks them to stop, and who they can turn to",
    names: ["wellbeing"],
  },
  {
    slug: "alerts",
    label: "Alerts",
    says: "What is told outside the browser, to whom, and who is told next",
    names: ["alerts"],
  },
  {
    slug: "retention",
    label: "Retention",
    says: "For how long what people wrote, and copies of it, are kept",
    names: ["retention"],
  },
  {
    slug: "search",
    label: "Search",
    says: "Whether anybody can look for words in what people wrote",
    names: ["content_search"],
  },
  {
    slug: "log",
    label: "Audit log",
    says: "Where the signed checkpoints of the log go outside the database",
    names: ["checkpoints"],
  },
];

/** The page that a setting stands on. */
export function groupOf(name: SettingName): SettingGroup {
  const group = SETTING_GROUPS.find(({ names }) => names.includes(name));
  if (!group) throw new Error(`the setting ${name} is on no page`);
  return group;
}
