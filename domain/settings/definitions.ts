/**
 * What an admin can set, and what holds until somebody does: one entry a setting. A value is read and changed as a whole,
 * so that its parts always fit each other. Pure.
 */
import { z } from "zod";
import { urlProblem } from "@/lib/outbound/check-url";

const HOUR = 60 * 60;
const share = z.number().min(0, "at least 0 %").max(1, "at most 100 %");
const upTo = (most: number) => (most < HOUR ? `at most ${most / 60} min` : `at most ${most / HOUR} h`);
const seconds = (most: number) => z.number().int("whole seconds").min(0, "not below zero").max(most, upTo(most));
const word = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "use small letters, digits and underscores, and begin with a letter");
const line = (most: number) => z.string().trim().min(1).max(most);

function urlOrNothing(text: string, context: z.RefinementCtx): void {
  const problem = text === "" ? null : urlProblem(text.replaceAll("{size}", "0"));
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
}

function uniqueIds(items: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) context.addIssue({ code: "custom", path: [index, "id"], message: `"${id}" is there twice` });
    seen.add(id);
  });
}

const actionsSchema = z
  .array(z.strictObject({ id: word, label: line(80), retired: z.boolean().default(false) }))
  .min(1)
  .max(40)
  .superRefine(uniqueIds)
  .refine((actions) => actions.some(({ retired }) => !retired), "leave at least one action that can be chosen");

const templatesSchema = z
  .array(z.strictObject({ id: word, title: line(80), text: line(2_000) }))
  .max(100)
  .superRefine(uniqueIds);

const contactSchema = z.strictObject({
  name: line(80),
  /** A telephone number, an address, or where to go. */
  reach: line(200),
  hours: z.string().trim().max(80).default(""),
});

/** For how long something is kept, in days; null for as long as the desk stands. */
const days = (least: number) =>
  z.number().int("whole days").min(least, `at least ${least} days`).max(36_500, "at most 100 years").nullable();

/** The steps of the chain: who hears of an alert after how long without an answer, in seconds. */
const chainSchema = z
  .array(z.strictObject({ afterSeconds: seconds(24 * HOUR), endpointIds: z.array(z.uuid()).max(20) }))
  .max(10)
  .refine(
    (steps) => steps.every((step, index) => step.afterSeconds > (steps[index - 1]?.afterSeconds ?? -1)),
    "each step comes later than the one before",
  );

/** Until then one share held for all decisions, and another one, now in `sampling`, for what was read clear. */
function readFormerMoreEyes(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("secondReviewShare" in value)) return value;
  const { secondReviewShare, sampleShare: _, ...rest } = { sampleShare: null, ...value };
  return { secondReviewOfRisk: secondReviewShare, secondReviewOfNone: secondReviewShare, ...rest };
}

const samplingOverridesSchema = z
  .array(
    z.discriminatedUnion("by", [
      z.strictObject({ by: z.literal("source"), key: z.uuid("choose a source"), rate: share }),
      z.strictObject({
        by: z.literal("language"),
        key: z.string().regex(/^[a-z]{2,3}$/, "choose a language"),
        rate: share,
      }),
    ]),
  )
  .max(100)
  .superRefine((overrides, context) => {
    const seen = new Set<string>();
    overrides.forEach(({ by, key }, index) => {
      if (seen.has(`${by} ${key}`))
        context.addIssue({ code: "custom", path: [index, "key"], message: "it is there twice" });
      seen.add(`${by} ${key}`);
    });
  });

export const SETTINGS = {
  /** How soon a person must look at a case of each tier, in seconds. */
  tiers: {
    title: "Tiers",
    schema: z
      .strictObject({
        dueSeconds: z.tuple([seconds(HOUR), seconds(24 * HOUR), seconds(72 * HOUR), seconds(30 * 24 * HOUR)]),
        ageing: z.boolean(),
      })
      .refine(
        ({ dueSeconds: [t0, t1, t2, t3] }) => t0 > 0 && t0 < t1 && t1 < t2 && t2 < t3,
        "each tier is due later than the one above it",
      ),
    fallback: { dueSeconds: [60, 5 * 60, 30 * 60, 24 * HOUR], ageing: true },
  },
  /** How long a decision can be taken back before anything of it leaves the desk. */
  undo: {
    title: "Undo",
    schema: z.strictObject({
      seconds: z.number().int("whole seconds").min(5, "at least 5 s").max(120, "at most 2 min"),
    }),
    fallback: { seconds: 10 },
  },
  /** What a reviewer sees of the model before deciding on a case that it flagged. */
  model_visibility: {
    title: "The model’s answer",
    schema: z.strictObject({ flagged: z.enum(["shown", "own_reading_first"]) }),
    fallback: { flagged: "shown" },
  },
  /** Which decisions a second person looks at, and what is mixed into the work unseen. */
  more_eyes: {
    title: "More eyes",
    schema: z.preprocess(
      readFormerMoreEyes,
      z.strictObject({
        /** Of decisions that state a risk, and of those that state none. */
        secondReviewOfRisk: share,
        secondReviewOfNone: share,
        secondReviewTierZero: z.boolean(),
        twoPersonDismissal: z.boolean(),
        goldShare: z.number().min(0, "at least 0 %").max(0.2, "at most 20 %"),
      }),
    ),
    fallback: {
      secondReviewOfRisk: 0.05,
      secondReviewOfNone: 0.05,
      secondReviewTierZero: true,
      twoPersonDismissal: true,
      goldShare: 0,
    },
  },
  /** With what probability a conversation that was read clear is read by a person all the same (docs/measure.md). */
  sampling: {
    title: "Sampling",
    schema: z.strictObject({ split: share, keyword: share, rest: share, overrides: samplingOverridesSchema }),
    fallback: { split: 0.25, keyword: 0.1, rest: 0.01, overrides: [] },
  },
  /** What can be recorded as done. An action that was ever used is retired, not removed. */
  actions: {
    title: "Actions",
    schema: actionsSchema,
    fallback: [
      { id: "no_action", label: "No action needed", retired: false },
      { id: "resources_shared", label: "Resources shared", retired: false },
      { id: "person_contacted", label: "Person contacted", retired: false },
      { id: "supervisor_informed", label: "Supervisor informed", retired: false },
      { id: "emergency_services_informed", label: "Emergency services informed", retired: false },
    ],
  },
  /** Beginnings of notes. */
  templates: { title: "Note templates", schema: templatesSchema, fallback: [] },
  /** How much a person reads before the desk asks them to stop. Weights are per case, by the tier it was read in. */
  wellbeing: {
    title: "Wellbeing",
    schema: z
      .strictObject({
        weights: z.tuple([z.number().min(0), z.number().min(0), z.number().min(0), z.number().min(0)]),
        softLimit: z.number().positive().max(10_000),
        hardLimit: z.number().positive().max(10_000),
        windowHours: z.number().int().min(1).max(72),
        breakAfterMinutes: z.number().int().min(10).max(480),
        breakMinutes: z.number().int().min(1).max(120),
        coolDownSeconds: seconds(HOUR),
        lighterAfterHeavy: z.number().int().min(0).max(50),
        contacts: z.array(contactSchema).max(20),
      })
      .refine(({ softLimit, hardLimit }) => softLimit <= hardLimit, "the soft limit is not above the hard one"),
    fallback: {
      weights: [8, 4, 2, 0.5],
      softLimit: 120,
      hardLimit: 200,
      windowHours: 24,
      breakAfterMinutes: 90,
      breakMinutes: 10,
      coolDownSeconds: 120,
      lighterAfterHeavy: 5,
      contacts: [],
    },
  },
  /** What is told outside the browser, and who is told next while nobody answers. */
  alerts: {
    title: "Alerts",
    schema: z.strictObject({
      newEmergency: z.boolean(),
      tierBreach: z.array(z.number().int().min(0).max(3)).max(4),
      emptyDeskSeconds: seconds(24 * HOUR),
      modelDownSeconds: seconds(24 * HOUR),
      chain: chainSchema,
      /** Networks (CIDR) inside which a webhook may go although they are not public. */
      allowedNetworks: z.array(z.union([z.cidrv4(), z.cidrv6()])).max(50),
    }),
    fallback: {
      newEmergency: true,
      tierBreach: [0, 1],
      emptyDeskSeconds: 120,
      modelDownSeconds: 60,
      chain: [{ afterSeconds: 0, endpointIds: [] }],
      allowedNetworks: [],
    },
  },
  /** For how long what people wrote, and copies and traces of it, are kept. Nothing of content goes unless somebody sets it. */
  retention: {
    title: "Retention",
    schema: z.strictObject({
      /** Of conversations that were read as clear and never reviewed, since they last changed. */
      clearDays: days(7),
      /** Of decided ones, since the last decision and the last message. */
      decidedDays: days(30),
      /** Of webhook bodies that were read: what can be replayed. */
      deliveryDays: days(1),
      /** Of what a look through an uploaded file showed. */
      uploadDays: days(1),
      /** Of messages that left the desk: which conversation and thread they told of. */
      outboxDays: days(1),
      /** Of sign-ins that are over, with their addresses. The log keeps that they were. */
      sessionDays: days(1),
    }),
    fallback: {
      clearDays: null,
      decidedDays: null,
      deliveryDays: 30,
      uploadDays: null,
      outboxDays: null,
      sessionDays: 90,
    },
  },
  /** Whether leads, auditors and admins may look for words in what people wrote: decision 48. */
  content_search: {
    title: "Search",
    schema: z.strictObject({ on: z.boolean() }),
    fallback: { on: false },
  },
  /** Where the signed checkpoints of the audit log go outside the database, and how often. */
  checkpoints: {
    title: "Checkpoints",
    schema: z.strictObject({
      everySeconds: seconds(24 * HOUR).min(60, "at least 1 min"),
      /** A folder that every worker reaches; empty for none. */
      folder: z
        .string()
        .trim()
        .max(500)
        .regex(/^$|^(\/|[A-Za-z]:[\\/])[^\0]*$/, "write the whole path, from the root"),
      /** Webhooks, by their ids. */
      endpointIds: z.array(z.uuid()).max(10),
      /** An address that a PUT goes to; `{size}` in it becomes the number of entries. Empty for none. */
      storeUrl: z.string().trim().superRefine(urlOrNothing),
    }),
    fallback: { everySeconds: 15 * 60, folder: "", endpointIds: [], storeUrl: "" },
  },
} as const satisfies Record<string, { title: string; schema: z.ZodType; fallback: unknown }>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
export type SettingValue<N extends SettingName> = z.infer<(typeof SETTINGS)[N]["schema"]>;

/** What holds while nobody has set it. */
export function fallbackOf<N extends SettingName>(name: N): SettingValue<N> {
  return parseSetting(name, SETTINGS[name].fallback);
}

/** A stored or sent value as its setting reads it. @throws ZodError */
export function parseSetting<N extends SettingName>(name: N, value: unknown): SettingValue<N> {
  return SETTINGS[name].schema.parse(value) as SettingValue<N>;
}
