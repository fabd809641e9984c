/** What a person has chosen of how the desk treats them: their own business, seen by nobody else. Pure. */
import { z } from "zod";
import { RISK_TYPES } from "@/inference/risk";

export const preferencesSchema = z
  .strictObject({
    veilText: z.boolean().meta({ description: "Passages of a conversation are veiled until they are asked for" }),
    calm: z.boolean().meta({ description: "A scale of severity without red" }),
    sound: z.boolean().meta({ description: "A quiet sound with new alerts" }),
    notifications: z.boolean().meta({ description: "Notifications of the browser with new alerts" }),
    optOutTypes: z
      .array(z.enum(RISK_TYPES))
      .max(RISK_TYPES.length)
      .transform((types) => RISK_TYPES.filter((type) => types.includes(type)))
      .pipe(z.array(z.enum(RISK_TYPES)))
      .meta({ description: "Types of risk that “next” does not give this person; nobody asks why" }),
  })
  .meta({ id: "Preferences" });
export type Preferences = z.infer<typeof preferencesSchema>;

/** Some of it, to be changed; the rest stays as it is. */
export const preferencesChangeSchema = preferencesSchema
  .partial()
  .extend({
    optOut: z.partialRecord(z.enum(RISK_TYPES), z.boolean()).optional().meta({
      description: "Types to leave out from now on, or to be given again; the others stay as they are",
    }),
  })
  .meta({ id: "PreferencesChange" });
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;

/** What a change makes of what was chosen before: types one by one, so that no list of another window is lost. */
export function changedBy(before: Preferences, { optOut = {}, ...change }: PreferencesChange): Preferences {
  const after = { ...before, ...change };
  return { ...after, optOutTypes: RISK_TYPES.filter((type) => optOut[type] ?? after.optOutTypes.includes(type)) };
}

/** What holds for somebody who has chosen nothing. */
export const DEFAULT_PREFERENCES: Preferences = {
  veilText: false,
  calm: false,
  sound: false,
  notifications: false,
  optOutTypes: [],
};
