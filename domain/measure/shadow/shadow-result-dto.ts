/** What a shadow run found, and the conversations behind each of its numbers. Ids and facts alone. Pure. */
import { z } from "zod";
import { estimateSchema } from "@/domain/measure/estimate-schema";
import { comparisonSchema, costSchema } from "@/domain/measure/evaluations/evaluation-schema";
import { VISIBILITIES } from "@/domain/measure/figures/measure-filter";
import { LEFT_OUT, shadowRunSchema } from "@/domain/measure/shadow/shadow-dto";
import { OUTCOMES, RISK_TYPES } from "@/inference/risk";

/**
 * What people made of a conversation: what they decided on the very words that both readings saw; `changed` where they
 * decided on others; `waits` for a second person; `open` is asked and not answered, `unasked` nobody was asked.
 */
export const SHADOW_ANSWERS = ["risk", "none", "waits", "open", "unasked", "changed"] as const;
export type ShadowAnswer = (typeof SHADOW_ANSWERS)[number];

const count = z.number().int();
const outcome = z.enum(OUTCOMES);
const tier = z.number().int().min(0).max(3).nullable();

const confusionSchema = z.object({
  tp: count,
  fp: count,
  fn: count,
  tn: count,
  unscoredRisk: count.meta({ description: "Not read, and a person found a risk: in no share" }),
  unscoredNone: count.meta({ description: "Not read, and a person found none" }),
});
export type Confusion = z.infer<typeof confusionSchema>;

const rateSchema = z.union([
  z.object({ value: z.number(), low: z.number(), high: z.number(), n: count }),
  z.object({ value: z.null(), reason: z.string() }),
]);
export type ShadowRate = z.infer<typeof rateSchema>;

const queueSchema = z.object({
  cases: count.meta({ description: "Conversations that it would have given to a person: flagged or not read" }),
  tiers: z.array(count).length(4).meta({ description: "The same by tier, the most urgent first" }),
  estimate: estimateSchema
    .nullable()
    .meta({ description: "The same for all that fitted, with exact bounds of a sample without replacement" }),
});
export type ShadowQueue = z.infer<typeof queueSchema>;

const sideSchema = z.object({
  confusion: confusionSchema.meta({ description: "Against what people decided, counted" }),
  recall: rateSchema.meta({ description: "With what was drawn for reading weighed; over what both could read" }),
  precision: rateSchema,
  queue: queueSchema,
});
export type ShadowSide = z.infer<typeof sideSchema>;

const cellSchema = z.object({
  standing: outcome,
  shadow: outcome,
  n: count,
  answers: z.object({ risk: count, none: count, waits: count, open: count, unasked: count, changed: count }),
});

export const shadowResultSchema = z
  .object({
    read: count,
    decided: count.meta({ description: "Of these, how many a person decided on, on the same words" }),
    blind: count.meta({ description: "Of the decided, how many without seeing the model's answer" }),
    cells: z.array(cellSchema).meta({ description: "What stood by what the shadow says; only what occurs" }),
    standing: sideSchema,
    shadow: sideSchema,
    comparison: comparisonSchema.meta({ description: "What stood (`first`) against the shadow, over decided ones" }),
    cost: costSchema,
  })
  .meta({ id: "ShadowResult" });
export type ShadowResult = z.infer<typeof shadowResultSchema>;

export const shadowDetailSchema = shadowRunSchema
  .extend({ result: shadowResultSchema.nullable().meta({ description: "Null until it has finished by itself" }) })
  .meta({ id: "ShadowRunDetail" });
export type ShadowDetail = z.infer<typeof shadowDetailSchema>;

const tierWord = z.coerce.number().int().min(0).max(3).optional();

/** Which conversations of a run: every part that is given has to fit. */
export const shadowCasesQuerySchema = z.object({
  standing: outcome.optional().meta({ description: "What stood" }),
  shadow: outcome.optional().meta({ description: "What the shadow reading says" }),
  answer: z
    .enum([...SHADOW_ANSWERS, "undecided"])
    .optional()
    .meta({ description: "What people made of it; `undecided` is all but `risk` and `none`" }),
  standingTier: tierWord.meta({ description: "Tier of the case that the standing reading asks for" }),
  shadowTier: tierWord.meta({ description: "Tier of the case that the shadow reading asks for" }),
  leftOut: z.enum(LEFT_OUT).optional().meta({ description: "Chosen, and not read for this reason" }),
  cursor: z.coerce.number().int().min(0).optional().meta({ description: "The `next` of the page before" }),
});
export type ShadowCasesQuery = z.infer<typeof shadowCasesQuerySchema>;

const shadowCaseSchema = z.object({
  conversationId: z.uuid(),
  caseId: z.uuid().nullable(),
  source: z.object({ id: z.uuid(), name: z.string() }),
  language: z.string().nullable(),
  standing: z.object({ outcome, tier, model: z.string(), strategy: z.string() }),
  shadow: z
    .object({ outcome, tier, types: z.array(z.enum(RISK_TYPES)), level: z.string().nullable() })
    .nullable()
    .meta({ description: "Null where it was left out" }),
  leftOut: z.enum(LEFT_OUT).nullable(),
  answer: z.enum(SHADOW_ANSWERS),
  visibility: z.enum(VISIBILITIES).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
});
export type ShadowCase = z.infer<typeof shadowCaseSchema>;

export const shadowCasesSchema = z
  .object({
    total: count.meta({ description: "All that fit, over all pages" }),
    keptBlind: count.meta({
      description:
        "Of these, those that are not listed for you: you may be given one to read without knowing what a model or others said",
    }),
    items: z.array(shadowCaseSchema),
    next: count.nullable(),
  })
  .meta({ id: "ShadowCases" });
export type ShadowCases = z.infer<typeof shadowCasesSchema>;
