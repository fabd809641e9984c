/** Settings as they leave the API. Pure. */
import { z } from "zod";
import { SETTING_NAMES } from "@/domain/settings/definitions";

export const settingSchema = z
  .object({
    name: z.enum(SETTING_NAMES),
    title: z.string(),
    value: z.unknown(),
    fallback: z.unknown().meta({ description: "What holds while nobody has set it" }),
    version: z.number().int().meta({ description: "0 while nobody has set it; send it with a change" }),
    changedAt: z.iso.datetime().nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "Setting" });
export type Setting = z.infer<typeof settingSchema>;

export const settingChangeSchema = z
  .object({
    version: z.number().int(),
    value: z.unknown(),
    note: z.string(),
    changedAt: z.iso.datetime(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "SettingChange" });

export const settingHistorySchema = z
  .object({ items: z.array(settingChangeSchema).meta({ description: "Newest first" }) })
  .meta({ id: "SettingHistory" });
export type SettingHistory = z.infer<typeof settingHistorySchema>;

export const settingInputSchema = z
  .strictObject({
    version: z.number().int().min(0).meta({ description: "The version that was read; another one is a 409" }),
    value: z.unknown(),
    note: z.string().trim().max(500).default("").meta({ description: "Why, for whoever reads the history" }),
  })
  .meta({ id: "SettingInput" });
export type SettingInput = z.infer<typeof settingInputSchema>;
