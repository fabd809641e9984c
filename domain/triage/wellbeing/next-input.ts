/** What one may ask of "next", and what it says where it gives nothing. Pure. */
import { z } from "zod";
import { NEXT_LIMITS } from "@/domain/triage/wellbeing/next-choice";

export const nextInputSchema = z
  .strictObject({
    despiteLimit: z
      .boolean()
      .default(false)
      .meta({ description: "Past one’s limit: a case of tier 0 or 1 all the same, while nobody else is at the desk" }),
    skipCoolDown: z.boolean().default(false).meta({ description: "The pause after a case of tier 0 is not wanted" }),
  })
  .meta({ id: "NextInput" });
export type NextInput = z.infer<typeof nextInputSchema>;

/** The `current` of a refusal: why nothing is given although cases wait. */
export const nextLimitSchema = z.object({
  limit: z.enum(NEXT_LIMITS),
  until: z.iso.datetime().nullable().meta({ description: "When it ends by itself, where that is known" }),
  mayTakeUrgent: z.boolean().meta({ description: "Whether `despiteLimit` would give a case" }),
});
export type NextLimitState = z.infer<typeof nextLimitSchema>;
