/** Shadow runs as they are ordered, and as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { SHADOW_READERS } from "@/inference/shadow-reader";
import { DEFAULT_JUDGES, DEFAULT_RULE, STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { AppError } from "@/lib/errors/app-error";

/** The most conversations of one run: each is a reading or more, and their order is held in memory. */
export const MOST_CONVERSATIONS = 10_000;
/** Which of the past are read again: all that was read; what a person decided on; what was not flagged. */
export const SHADOW_SCOPES = ["all", "decided", "unflagged"] as const;
export type ShadowScope = (typeof SHADOW_SCOPES)[number];
export const SHADOW_STATES = ["running", "paused", "finished", "cancelled", "failed"] as const;
export type ShadowState = (typeof SHADOW_STATES)[number];
/**
 * Why a chosen conversation was not read: its content is gone; part of it does not open; messages that the standing reading
 * saw were edited or deleted since; there are no words in it.
 */
export const LEFT_OUT = ["erased", "damaged", "changed", "no_words"] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const count = z.number().int();
const day = filterTimeSchema.pipe(z.iso.date("must be a day, such as 2026-11-21"));

export const shadowOrderSchema = z
  .strictObject({
    reader: z.enum(SHADOW_READERS).default("current").meta({
      description: "Who reads: what reads now, the model of INFERENCE_SHADOW_URL, or the offline rules",
    }),
    strategy: z.enum(STRATEGY_NAMES).default("single"),
    judges: count.min(2).max(9).default(DEFAULT_JUDGES),
    voteRule: z.enum(VOTE_RULES).default(DEFAULT_RULE),
    from: day.optional().meta({ description: "Read by the model on this day (UTC) or later" }),
    to: day.optional().meta({ description: "Read before this day (UTC)" }),
    source: z.uuid().optional().meta({ description: "Of this source alone" }),
    scope: z.enum(SHADOW_SCOPES).default("all"),
    most: count.min(1).max(MOST_CONVERSATIONS).default(500).meta({ description: "How many are chosen at the most" }),
    seed: z
      .string()
      .regex(/^[\w-]{1,64}$/, "letters, digits, _ and -, at most 64")
      .optional()
      .meta({ description: "Decides which ones; made up where left out. The same seed chooses the same ones again" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ["to"],
    message: "Must be after the first day",
  })
  .meta({ id: "ShadowOrder" });
export type ShadowOrder = z.input<typeof shadowOrderSchema>;

export const shadowRunSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(SHADOW_STATES),
    failure: z.string().nullable(),
    reader: z.enum(SHADOW_READERS),
    strategy: z.enum(STRATEGY_NAMES),
    judges: count,
    voteRule: z.enum(VOTE_RULES),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    source: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    scope: z.enum(SHADOW_SCOPES),
    most: count,
    seed: z.string(),
    population: count.meta({ description: "Conversations that fitted and had a reading to compare with" }),
    chosen: count,
    probability: z.number().meta({ description: "The chance that each of them had to be chosen" }),
    erased: count.meta({ description: "Fitted, and left out since their content is gone" }),
    unread: count.meta({ description: "Fitted, and left out since no model has read them" }),
    read: count.meta({ description: "Read so far" }),
    leftOut: z
      .object({ erased: count, damaged: count, changed: count, no_words: count })
      .meta({ description: "Chosen, and not read after all" }),
    engine: z.string().nullable(),
    model: z.string().nullable().meta({ description: "The model that read, by its server's word" }),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: "ShadowRun" });
export type ShadowRunDto = z.infer<typeof shadowRunSchema>;

export const shadowPageSchema = z
  .object({ items: z.array(shadowRunSchema), next: z.uuid().nullable() })
  .meta({ id: "ShadowRunPage" });
export type ShadowPage = z.infer<typeof shadowPageSchema>;

export const shadowFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "The `next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** What a person can do with a run, and the states it can be done in. */
export const SHADOW_ACTIONS = {
  pause: { from: ["running"], to: "paused" },
  resume: { from: ["paused"], to: "running" },
  cancel: { from: ["running", "paused"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly ShadowState[]; to: ShadowState }>;
export type ShadowAction = keyof typeof SHADOW_ACTIONS;
export const SHADOW_ACTION_NAMES = Object.keys(SHADOW_ACTIONS) as [ShadowAction, ...ShadowAction[]];

/** The action of this name. @throws NOT_FOUND */
export function readShadowAction(name: string): ShadowAction {
  if (Object.hasOwn(SHADOW_ACTIONS, name)) return name as ShadowAction;
  throw new AppError("NOT_FOUND", `There is no such action. There are: ${SHADOW_ACTION_NAMES.join(", ")}.`);
}
