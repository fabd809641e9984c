/** What of the figures is exported, and how. Pure. */
import { z } from "zod";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const MEASURE_EXPORTS = ["figures", "outcomes", "accuracy", "thresholds"] as const;
export type MeasureExport = (typeof MEASURE_EXPORTS)[number];

export const measureExportSchema = measureFilterSchema.extend({
  what: z.enum(MEASURE_EXPORTS).meta({
    description:
      "`figures`: a line for each number. `outcomes`: a line for each conversation, without its words. `accuracy`: in the shape of the DSA's template on automated means. `thresholds`: a line for each cut, by tier and by score",
  }),
  format: z.enum(["csv", "jsonl"]).default("csv"),
});
