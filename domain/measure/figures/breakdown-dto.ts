/** What `GET /api/v1/measure/breakdown` answers: the main figures by source, language, period, model and so on. Pure. */
import { z } from "zod";
import { figureSchema } from "@/domain/measure/figures/figure";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const DIMENSIONS = ["source", "language", "week", "month", "model", "strategy", "tier", "visibility"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const breakdownQuerySchema = measureFilterSchema.extend({
  by: z.enum(DIMENSIONS).meta({ description: "What to tell apart" }),
});

/** Rows shown; the rest are added up in `others`. */
export const BREAKDOWN_ROWS = 50;

export const breakdownSchema = z
  .object({
    by: z.enum(DIMENSIONS),
    rows: z.array(
      z.object({
        value: z
          .string()
          .meta({ description: "As the filter of that name takes it; of a week or month its first day" }),
        label: z.string(),
        measured: z.number().int(),
        decided: z.number().int(),
        precision: figureSchema,
        recall: figureSchema,
        prevalence: figureSchema,
        overturnRate: figureSchema,
        unscoredRate: figureSchema,
      }),
    ),
    others: z.number().int().meta({ description: "Conversations of the values that are not shown" }),
  })
  .meta({ id: "MeasureBreakdown" });
export type MeasureBreakdown = z.infer<typeof breakdownSchema>;
