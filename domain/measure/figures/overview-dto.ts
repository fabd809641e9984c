/** What `GET /api/v1/measure` answers: the figures of the desk and what they cannot say. Pure. */
import { z } from "zod";
import { figureSchema, freshnessSchema } from "@/domain/measure/figures/figure";
import { OVERTURNS } from "@/domain/measure/figures/measure-cell";

const count = z.number().int();

/** One stratum of what the model did not flag, as it enters recall. */
export const stratumFigureSchema = z
  .object({
    stratum: z.string(),
    probability: z.number().nullable().meta({ description: "With which it was drawn; null where nothing was drawn" }),
    size: count.meta({ description: "Conversations in it" }),
    drawn: count,
    reviewed: count.meta({ description: "Drawn ones that a person has decided on" }),
    positive: count.meta({ description: "Of these, those with a risk: false negatives" }),
    response: z.number().nullable(),
    missed: figureSchema.meta({ description: "False negatives in all of it, as estimated" }),
  })
  .meta({ id: "StratumFigure" });
export type StratumFigure = z.infer<typeof stratumFigureSchema>;

export const measureReportSchema = z
  .object({
    freshness: freshnessSchema,
    conversations: z
      .object({
        measured: count.meta({ description: "Conversations that these figures are about: read, or decided on" }),
        decided: count.meta({ description: "Of these, those with a decision that stands" }),
        flagged: z.object({ all: count, tp: count, fp: count, waits: count, open: count }),
        clear: z.object({ all: count, fn: count, tn: count, waits: count, open: count, unasked: count }),
        unscored: z.object({ all: count, risk: count, none: count, waits: count, open: count }),
        /** Not read at all yet, of the source alone. */
        unread: count,
        left: count.meta({ description: "Read by keyword rules alone, and left out since a model has read others" }),
      })
      .meta({ description: "`waits`: for a second person. `open`: asked for, and nobody has decided" }),
    decisions: z.object({ blind: count, shown: count, provisional: count }).meta({
      description:
        "How those that stand were made; `provisional`: about a reading by the offline rules, also where that is left out",
    }),
    figures: z.object({
      precision: figureSchema,
      recall: figureSchema,
      elusion: figureSchema,
      prevalence: figureSchema,
      falsePositiveRate: figureSchema,
      unscoredRate: figureSchema,
      overturnRate: figureSchema,
    }),
    recall: z
      .object({
        floor: z.number().nullable().meta({ description: "“At least”: Bonferroni and Clopper-Pearson, 95 %" }),
        ceiling: z.number().nullable(),
        missed: figureSchema.meta({ description: "False negatives in all that was not flagged, as estimated" }),
        strata: z.array(stratumFigureSchema),
        flagsOnly: figureSchema.meta({
          description: "What a desk that reviews only flags would call its recall: no estimate of what is missed",
        }),
      })
      .meta({ description: "What recall is made of" }),
    corrected: z
      .object({
        sensitivity: figureSchema.meta({
          description: "Of reviewers: reference cases with a risk in which they found it",
        }),
        specificity: figureSchema.meta({ description: "Of reviewers: those without one in which they found none" }),
        precision: figureSchema,
        recall: figureSchema,
        prevalence: figureSchema,
      })
      .meta({
        description: "Were reviewers as often wrong as on reference cases (Rogan-Gladen): how far the figures move",
      }),
    overturns: z.array(z.object({ class: z.enum(OVERTURNS), count, share: figureSchema })),
    missing: z.array(z.string()).meta({ description: "What is missing from the figures, in sentences" }),
  })
  .meta({ id: "MeasureReport" });
export type MeasureReport = z.infer<typeof measureReportSchema>;
