/** What `GET /api/v1/measure/thresholds` answers: the queue and recall at other cuts, and what the scores stand for. Pure. */
import { z } from "zod";
import { basisSchema, freshnessSchema } from "@/domain/measure/figures/figure";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const CALIBRATIONS = ["isotonic", "platt"] as const;

export const thresholdQuerySchema = measureFilterSchema.extend({
  calibration: z.enum(CALIBRATIONS).optional().meta({
    description:
      "How scores are turned into chances; without it by isotonic regression from 1,000 answers on, else by Platt",
  }),
});
export type ThresholdQuery = z.infer<typeof thresholdQuerySchema>;

const count = z.number().int();
const reason = z.string().meta({ description: "Why, in a sentence" });

/** A rate with its interval and the answers it rests on; or why it is not known. */
const cutRateSchema = z
  .union([
    z.object({ value: z.number(), low: z.number(), high: z.number(), n: count }),
    z.object({ value: z.null(), reason, n: count }),
  ])
  .meta({ id: "CutRate" });
export type CutRate = z.infer<typeof cutRateSchema>;

const queueSchema = {
  queue: count.meta({ description: "Conversations that would have had a case, in the whole period" }),
  perDay: z.number().meta({ description: "The same by the day" }),
  byTier: z.array(count).length(4).meta({ description: "Those the model flagged, by the tier their case has: 0 to 3" }),
  noTier: count.meta({ description: "Those the model did not flag, which have no tier" }),
  recall: cutRateSchema,
  precision: cutRateSchema,
};

export const cutSchema = z
  .object({
    cut: z.number().meta({ description: "A tier up to which, or a score from which on, there would be a case" }),
    ...queueSchema,
    atLeast: z.number().nullable().meta({ description: "The recall that may be promised; null where it is not known" }),
  })
  .meta({ id: "Cut" });
export type Cut = z.infer<typeof cutSchema>;

const simulationSchema = z.object({
  cuts: z.array(cutSchema).meta({ description: "Opening more and more cases; empty where nothing can be said" }),
  today: z
    .object({
      cut: z.number().meta({ description: "The cut that is in force, or the one nearest to it" }),
      differ: count.meta({ description: "Conversations that this cut would treat otherwise than was done" }),
      ...queueSchema,
    })
    .nullable()
    .meta({ description: "What was done: a case for each conversation in which the model named a risk" }),
  reason: z.string().nullable().meta({ description: "Why there are no cuts; null where there are" }),
});
export type Simulation = z.infer<typeof simulationSchema>;

const binSchema = z.object({
  from: z.number(),
  to: z.number(),
  predicted: z.number().nullable().meta({ description: "Mean of the chances in it; null where it is empty" }),
  observed: z.object({ value: z.number(), low: z.number(), high: z.number(), n: count }).nullable(),
});

const judgedSchema = z.object({
  brier: z.number().meta({ description: "Mean squared distance of chance and truth: less is better" }),
  reliability: z.number().meta({ description: "The part of it that calibration can take away" }),
  bins: z.array(binSchema),
});

const calibrationSchema = z
  .union([
    z.object({
      method: z.enum(CALIBRATIONS),
      n: count.meta({ description: "Answers it was fitted to and judged by" }),
      withRisk: count,
      before: judgedSchema.meta({ description: "The scores, taken for chances" }),
      after: judgedSchema.meta({ description: "Calibrated, each by what was fitted without it (five folds)" }),
      scores: z
        .array(z.object({ from: z.number(), score: z.number(), chance: z.number(), n: count }))
        .meta({ description: "What a score of each bin stands for, fitted to all answers" }),
    }),
    z.object({ method: z.null(), n: count, reason }),
  ])
  .meta({ id: "ScoreCalibration" });
export type ScoreCalibration = z.infer<typeof calibrationSchema>;

const readBySchema = z.object({
  model: z.string(),
  strategy: z.string(),
  rules: z.boolean().meta({ description: "Read by keyword rules while no model was there" }),
  readings: count,
  chosen: z.boolean(),
});

export const thresholdsSchema = z
  .object({
    freshness: freshnessSchema,
    readBy: z
      .array(readBySchema)
      .meta({ description: "A curve is of one model and strategy: the most readings first" }),
    period: z
      .object({ first: z.iso.date(), last: z.iso.date(), days: count })
      .nullable()
      .meta({ description: "From the first to the last day with a reading by the chosen one; null for none" }),
    counts: z
      .object({
        read: count,
        flagged: count,
        decided: count,
        unscored: count.meta({
          description: "Not read: they go to a person at any cut, and are in none of the queues",
        }),
        withoutScore: count.meta({ description: "Read, and no score stored" }),
      })
      .meta({ description: "Of the chosen model and strategy" }),
    basis: basisSchema,
    byTier: simulationSchema,
    byScore: simulationSchema,
    calibration: calibrationSchema,
    missing: z.array(z.string()).meta({ description: "What this cannot know, in sentences" }),
  })
  .meta({ id: "Thresholds" });
export type Thresholds = z.infer<typeof thresholdsSchema>;
