/** How a person stands, for that person alone. Pure: pages read their answers with it. */
import { z } from "zod";

export const wellbeingSchema = z
  .object({
    used: z.number().meta({ description: "What you have read within the window, by the weights of the tiers" }),
    softLimit: z.number(),
    hardLimit: z.number(),
    windowHours: z.number().int(),
    onBreakSince: z.iso.datetime().nullable(),
    breakMinutes: z.number().int(),
    workingSince: z.iso
      .datetime()
      .nullable()
      .meta({ description: "The beginning of this stretch of work; null after a rest" }),
    breakDueAt: z.iso.datetime().nullable().meta({ description: "When a break would do you good" }),
    coolDownUntil: z.iso.datetime().nullable(),
    contacts: z.array(z.object({ name: z.string(), reach: z.string(), hours: z.string() })),
  })
  .meta({ id: "Wellbeing" });
export type Wellbeing = z.infer<typeof wellbeingSchema>;

export const handedOverSchema = z
  .object({ escalated: z.number().int().meta({ description: "How many cases went from your hands to the leads" }) })
  .meta({ id: "HandedOver" });
export type HandedOver = z.infer<typeof handedOverSchema>;
