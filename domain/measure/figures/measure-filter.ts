/** Which conversations the figures are about. Pure: pages parse their address with it, routes their query. */
import { z } from "zod";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { outsideId } from "@/lib/text/printable";

/** How a decision was made: without seeing the model's answer, or with it in view. */
export const VISIBILITIES = ["blind", "shown"] as const;

const daySchema = filterTimeSchema.pipe(z.iso.date("must be a day, such as 2026-11-21"));

export const measureFilterSchema = z.object({
  from: daySchema.optional().meta({ description: "Read by the model on this day (UTC) or later" }),
  to: daySchema.optional().meta({ description: "Read before this day (UTC)" }),
  source: z.uuid().optional().meta({ description: "Id of a source" }),
  language: z
    .string()
    .regex(/^([a-z]{2,3}|unknown)$/, "must be a language code, or unknown")
    .optional()
    .meta({ description: "ISO 639-1, or `unknown`" }),
  model: outsideId(200).optional(),
  strategy: outsideId(40).optional(),
  tier: z.coerce.number().int().min(0).max(3).optional().meta({ description: "Tier of the case, 0 to 3" }),
  visibility: z.enum(VISIBILITIES).optional().meta({ description: "Only decisions that were made like this" }),
});
export type MeasureFilter = z.infer<typeof measureFilterSchema>;
