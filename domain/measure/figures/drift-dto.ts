/** What `GET /api/v1/measure/drift` answers: rates over time in a control chart. Pure. */
import { z } from "zod";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const DRIFT_STEPS = ["day", "week"] as const;
export const DRIFT_RATES = ["flagged", "overturned", "unscored"] as const;

export const driftQuerySchema = measureFilterSchema.extend({
  step: z.enum(DRIFT_STEPS).default("week").meta({ description: "Days and weeks are UTC; a week begins on Monday" }),
});

const pointSchema = z.object({
  from: z.iso.date().meta({ description: "First day" }),
  n: z.number().int(),
  hits: z.number().int(),
  value: z.number(),
  low: z.number().meta({ description: "Lower control limit" }),
  high: z.number().meta({ description: "Upper control limit" }),
  signal: z.enum(["above", "below"]).nullable().meta({ description: "Outside the limits: look what changed" }),
});

export const driftSchema = z
  .object({
    step: z.enum(DRIFT_STEPS),
    series: z.array(
      z.object({
        rate: z.enum(DRIFT_RATES),
        chart: z
          .enum(["p", "laney"])
          .meta({ description: "Laney p′ where points hold so many that plain limits mislead" }),
        centre: z.number().nullable(),
        reason: z.string().nullable().meta({ description: "Why there is no centre line" }),
        points: z.array(pointSchema),
        means: z.string(),
      }),
    ),
    missing: z.array(z.string()).meta({ description: "What is left out of these figures, in sentences" }),
  })
  .meta({ id: "Drift" });
export type Drift = z.infer<typeof driftSchema>;
