/** Settings and what changed in them, as lines that people read. Pure. */
import { formatDuration } from "@/components/settings/duration";
import { formatShare, shareInWords } from "@/components/settings/share-words";
import { SETTINGS, type SettingName, type SettingValue } from "@/domain/settings/definitions";

/** One thing that is set: `key` finds it again in another version, `text` is what it is set to. */
export type SettingLine = { key: string; label: string; text: string };
export type SettingDiff = { key: string; label: string; before: string | null; after: string | null };

const line = (key: string, label: string, text: string): SettingLine => ({ key, label, text });
const yesNo = (value: boolean) => (value ? "yes" : "no");
const tierName = (tier: number) => `T${tier}`;
const ORDER = "order";

const order = (items: readonly { id: string }[], label: (id: string) => string) =>
  items.length < 2 ? [] : [line(ORDER, "Order", items.map(({ id }) => label(id)).join(", "))];

const share = (value: number, one: string, many: string) => `${formatShare(value)} (${shareInWords(value, one, many)})`;

const DECISIONS = ["decision", "decisions"] as const;
const CONVERSATIONS = ["conversation", "conversations"] as const;

type Reader<N extends SettingName> = (value: SettingValue<N>) => SettingLine[];

const tiers: Reader<"tiers"> = ({ dueSeconds, ageing }) => [
  ...dueSeconds.map((seconds, tier) => line(`due${tier}`, `${tierName(tier)} is due within`, formatDuration(seconds))),
  line("ageing", "A case past its due time moves up", yesNo(ageing)),
];

const undo: Reader<"undo"> = ({ seconds }) => [
  line("seconds", "A decision can be undone for", formatDuration(seconds)),
];

export const VISIBILITY_WORDS = {
  shown: "shown from the start",
  own_reading_first: "shown once the reviewer has an answer of their own",
} as const;

const visibility: Reader<"model_visibility"> = ({ flagged }) => [
  line("flagged", "Of flagged cases, the model’s answer is", VISIBILITY_WORDS[flagged]),
];

const moreEyes: Reader<"more_eyes"> = (value) => [
  line("risk", "Of decisions with a risk, a second person looks at", share(value.secondReviewOfRisk, ...DECISIONS)),
  line("none", "Of decisions without one, a second person looks at", share(value.secondReviewOfNone, ...DECISIONS)),
  line("tierZero", "A second person looks at every T0", yesNo(value.secondReviewTierZero)),
  line("two", "Saying that a T0 holds no risk takes two", yesNo(value.twoPersonDismissal)),
  line("gold", "Reference cases mixed in", share(value.goldShare, "case", "cases")),
];

/** What the strata of samples are called, and what is in them. */
export const STRATUM_WORDS = {
  tripwire: { label: "Tripwire", says: "imitates the model’s own markup, or disguises its letters" },
  split: { label: "Split", says: "an answer behind the clear reading named a risk" },
  keyword: { label: "Keywords", says: "the offline rules find a risk where the model finds none" },
  rest: { label: "The rest", says: "everything else that was read clear" },
} as const;

const sampling: Reader<"sampling"> = ({ overrides, ...rates }) => [
  ...(["split", "keyword", "rest"] as const).map((stratum) =>
    line(stratum, `Drawn of “${STRATUM_WORDS[stratum].label}”`, share(rates[stratum], ...CONVERSATIONS)),
  ),
  ...overrides.map(({ by, key, rate }) => line(`${by} ${key}`, `Drawn of ${by} ${key}`, share(rate, ...CONVERSATIONS))),
];

const actions: Reader<"actions"> = (items) => {
  const label = (id: string) => items.find((item) => item.id === id)?.label ?? id;
  return [
    ...items.map(({ id, retired, ...item }) =>
      line(id, `Action ${id}`, retired ? `${item.label} (retired)` : item.label),
    ),
    ...order(items, label),
  ];
};

const templates: Reader<"templates"> = (items) => [
  ...items.flatMap(({ id, title, text }) => [
    line(`${id} title`, `Template ${id}, title`, title),
    line(`${id} text`, `Template ${id}, text`, text),
  ]),
  ...order(items, (id) => items.find((item) => item.id === id)?.title ?? id),
];

const wellbeing: Reader<"wellbeing"> = (value) => [
  ...value.weights.map((weight, tier) => line(`weight${tier}`, `A case of ${tierName(tier)} counts`, `${weight}`)),
  line("soft", "A break is offered from", `${value.softLimit} points`),
  line("hard", "No further case is given from", `${value.hardLimit} points`),
  line("window", "Points are counted over", `${value.windowHours} h`),
  line("after", "A break is offered after", `${value.breakAfterMinutes} min of reading`),
  line("break", "A break lasts", `${value.breakMinutes} min`),
  line("cool", "After a T0, lighter cases for", formatDuration(value.coolDownSeconds)),
  line(
    "lighter",
    "A lighter case after heavy ones",
    value.lighterAfterHeavy === 0 ? "never" : `after ${value.lighterAfterHeavy}`,
  ),
  ...value.contacts.map(({ name, reach, hours }, index) =>
    line(`contact${index}`, `Contact ${index + 1}`, [name, reach, hours].filter((part) => part !== "").join(", ")),
  ),
];

const alerts: Reader<"alerts"> = (value) => [
  line("emergency", "Tell of each new T0", yesNo(value.newEmergency)),
  line("breach", "Tell of cases past their due time in", value.tierBreach.map(tierName).sort().join(", ") || "no tier"),
  line("empty", "Tell when nobody is at the desk for", formatDuration(value.emptyDeskSeconds)),
  line("model", "Tell when the model does not answer for", formatDuration(value.modelDownSeconds)),
  ...value.chain.map(({ afterSeconds, endpointIds }, step) =>
    line(
      `step${step}`,
      `Step ${step + 1}`,
      `after ${formatDuration(afterSeconds)}: ${endpointIds.join(", ") || "everybody"}`,
    ),
  ),
  line("networks", "Networks that may be reached though private", value.allowedNetworks.join(", ") || "none"),
];

const kept = (days: number | null) => (days === null ? "as long as the desk stands" : `${days} days`);

const retention: Reader<"retention"> = (value) => [
  line("clear", "The content of clear conversations is kept for", kept(value.clearDays)),
  line("decided", "The content of decided conversations is kept for", kept(value.decidedDays)),
  line("deliveries", "Webhook bodies that were read are kept for", kept(value.deliveryDays)),
  line("uploads", "Previews of uploaded files are kept for", kept(value.uploadDays)),
  line("outbox", "What sent messages told of is kept for", kept(value.outboxDays)),
  line("sessions", "Sign-ins that are over are kept for", kept(value.sessionDays)),
];

const checkpoints: Reader<"checkpoints"> = (value) => [
  line("every", "Published every", formatDuration(value.everySeconds)),
  line("folder", "Into the folder", value.folder || "none"),
  line("endpoints", "To the webhooks", value.endpointIds.join(", ") || "none"),
  line("store", "To the address", value.storeUrl || "none"),
];

const contentSearch: Reader<"content_search"> = ({ on }) => [
  line("on", "What people wrote can be searched", yesNo(on)),
];

const READERS: { [N in SettingName]: Reader<N> } = {
  tiers,
  undo,
  model_visibility: visibility,
  more_eyes: moreEyes,
  sampling,
  actions,
  templates,
  wellbeing,
  alerts,
  retention,
  content_search: contentSearch,
  checkpoints,
};

/** A value as lines; one that this version of Vigil does not understand as it was stored. */
export function settingLines(name: SettingName, value: unknown): SettingLine[] {
  const parsed = SETTINGS[name].schema.safeParse(value);
  if (!parsed.success) return [line("stored", "As stored", JSON.stringify(value))];
  return (READERS[name] as (value: unknown) => SettingLine[])(parsed.data);
}

/** What differs between two values, in the order of the newer one; what was taken away comes last. */
export function diffSetting(name: SettingName, before: unknown, after: unknown): SettingDiff[] {
  const [old, young] = [settingLines(name, before), settingLines(name, after)];
  const was = new Map(old.map(({ key, text }) => [key, text]));
  const keys = new Set(young.map(({ key }) => key));
  const all = [
    ...young.map(({ key, label, text }) => ({
      key,
      label,
      before: was.get(key) ?? null,
      after: text as string | null,
    })),
    ...old
      .filter(({ key }) => !keys.has(key))
      .map(({ key, label, text }) => ({ key, label, before: text, after: null })),
  ].filter((each) => each.before !== each.after);
  // With something added, renamed or taken away the order differs anyhow.
  const others = all.filter(({ key }) => key !== ORDER);
  return others.length > 0 ? others : all;
}
