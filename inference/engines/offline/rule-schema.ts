/** The shape of the YAML files under `rules/`, checked when they are loaded. */
import { z } from "zod";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

const patterns = z.array(z.string().min(1)).min(1);

/** How literally the words are meant: slang is often a joke, plain words now and then, explicit ones hardly ever. */
const TONES = ["slang", "plain", "explicit"] as const;

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/u),
  by: z.enum(["user", "assistant"]).default("user"),
  who: z.enum([...RISK_SUBJECTS, "both"]),
  severity: z.enum(SEVERITIES),
  imminence: z.enum(IMMINENCES),
  tone: z.enum(TONES).default("plain"),
  /** A rule of weight 1 speaks for itself; lighter ones count together. */
  weight: z.number().min(0.1).max(1).default(1),
  feature: z
    .string()
    .regex(/^[a-z_]+$/u)
    .optional(),
  /** Third-person matches count only where a concrete person is meant. */
  needs_person: z.boolean().default(false),
  /** Counts only in conversations in which this role speaks. */
  with_role: z.literal("assistant").optional(),
  any: patterns,
  /** Patterns that, in the same sentence, show that something else is meant. */
  unless: patterns.optional(),
});
export type RuleSource = z.infer<typeof ruleSchema>;

/** A thought that can be said in many ways. Alone it means nothing; combinations name several of them. */
const conceptName = z.string().regex(/^[a-z-]+$/u);
const conceptsSchema = z.record(conceptName, patterns);

/** How far apart the concepts of a combination may stand. */
const REACHES = ["sentence", "message", "conversation"] as const;

const combinationSchema = ruleSchema.omit({ by: true, any: true, unless: true, with_role: true }).extend({
  type: z.enum(RISK_TYPES),
  within: z.enum(REACHES).default("message"),
  /** Every one has to be there, in any order; `a|b` is either. The first one is where the combination is looked for. */
  all: z.array(z.string().min(1)).min(1),
  /** What an assistant or agent says close by; one row for each that has to be there. */
  answered: z.array(z.string().min(1)).optional(),
  /** Concepts that, as close by, show that something else is meant. */
  unless: z.array(conceptName).optional(),
});
export type CombinationSource = z.infer<typeof combinationSchema>;

export const conceptFileSchema = z.strictObject({ said: conceptsSchema, answered: conceptsSchema });
export const combinationFileSchema = z.strictObject({ combinations: z.array(combinationSchema).min(1) });

/** Rules of an admin, on top of the built-in ones (docs/offline-rules.md). */
export const overlaySchema = z.strictObject({
  disable: z.array(z.string()).default([]),
  rules: z.array(ruleSchema.extend({ type: z.enum(RISK_TYPES) })).default([]),
});
export type Overlay = z.infer<typeof overlaySchema>;

export const typeFileSchema = z.strictObject({ type: z.enum(RISK_TYPES), rules: z.array(ruleSchema).min(1) });

export const manifestSchema = z.strictObject({
  version: z.number().int().positive(),
  lexicon: z.string(),
  context: z.string(),
  dialogue: z.string(),
  concepts: z.array(z.string()).min(1),
  combinations: z.array(z.string()).min(1),
  types: z.array(z.string()).min(RISK_TYPES.length),
});

export const lexiconSchema = z.strictObject({
  spellings: z.record(z.string(), z.string()),
  disguised: z.array(z.string()),
  fillers: z.array(z.string()),
  negators: z.array(z.string()),
  classes: z.record(z.string(), z.array(z.string()).min(1)),
});

export const CUES = [
  "laughter",
  "hyperbole",
  "trivial",
  "fiction",
  "media",
  "research",
  "reversal",
  "recovery",
  "past",
  "relapse",
  "close_person",
  "known_person",
  "urgent_time",
  "immediate_time",
  "means",
  "plan",
] as const;
export type Cue = (typeof CUES)[number];

/** Every cue is named in the file: a missing one would silently change what cancels a match. */
export const contextSchema = z.strictObject({ cues: z.record(z.enum(CUES), patterns) });

const questionSchema = z.strictObject({
  id: z.string(),
  answer: z.enum(["affirmative", "negative"]),
  type: z.enum(RISK_TYPES),
  subject: z.enum(RISK_SUBJECTS).default("self"),
  severity: z.enum(SEVERITIES),
  imminence: z.enum(IMMINENCES),
  feature: z.string(),
  /** Counts only where the conversation has shown this risk before. */
  only_after: z.enum(RISK_TYPES).optional(),
  any: patterns,
});
export type QuestionSource = z.infer<typeof questionSchema>;

export const dialogueSchema = z.strictObject({
  affirmative: patterns,
  negative: patterns,
  max_answer_words: z.number().int().positive(),
  questions: z.array(questionSchema).min(1),
});
