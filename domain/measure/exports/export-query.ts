/** What of the figures is exported, and how. Pure. */
import { z } from "zod";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";

export const MEASURE_EXPORTS = ["figures", "outcomes", "accuracy"] as const;
export type MeasureExport = (typeof MEASURE_EXPORTS)[number];

export const measureExportSchema = measureFilterSchema.extend({
  what: z.enum(MEASURE_EXPORTS).meta({
    description:
      "`figures`: a line for each number. `outcomes`: a line for each conversation, without its words. `accuracy`: in the shape of the DSA's template on automated means",
  }),
  format: z.enum(["csv", "jsonl"]).default("csv"),
});
