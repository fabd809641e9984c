import { z } from "zod";

/** A proportion with its 95 % interval, as it leaves the API. */
export const estimateSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() })
  .meta({ id: "Estimate" });
