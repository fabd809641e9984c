/** Settings as they leave the API. Pure. */
import { z } from "zod";
import { SETTING_NAMES, type SettingName } from "@/domain/settings/definitions";
import { AppError } from "@/lib/errors/app-error";

const setBy = {
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable().meta({ description: "Null also for the command line" }),
};

export const settingSchema = z
  .object({
    name: z.enum(SETTING_NAMES),
    title: z.string(),
    value: z.unknown(),
    fallback: z.unknown().meta({ description: "What holds while nobody has set it" }),
    version: z.number().int().meta({ description: "0 while nobody has set it; send it with a change" }),
    ...setBy,
  })
  .meta({ id: "Setting" });
export type Setting = z.infer<typeof settingSchema>;

export const settingListSchema = z.object({ items: z.array(settingSchema) }).meta({ id: "SettingList" });

export const settingChangeSchema = z
  .object({
    id: z.uuid(),
    name: z.enum(SETTING_NAMES),
    version: z.number().int(),
    value: z.unknown(),
    before: z.unknown().meta({ description: "What held until then" }),
    note: z.string(),
    changedAt: z.iso.datetime(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "SettingChange" });
export type SettingChange = z.infer<typeof settingChangeSchema>;

export const settingHistorySchema = z
  .object({
    items: z.array(settingChangeSchema).meta({ description: "Newest first" }),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "SettingHistory" });
export type SettingHistory = z.infer<typeof settingHistorySchema>;

export const historyFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "`nextCursor` of the page before" }),
});
export type HistoryFilter = z.infer<typeof historyFilterSchema>;

export const settingInputSchema = z
  .strictObject({
    version: z.number().int().min(0).meta({ description: "The version that was read; another one is a 409" }),
    value: z.unknown(),
    note: z
      .string()
      .trim()
      .max(500)
      .refine((text) => !text.includes("\0"), "holds a NUL character")
      .default("")
      .meta({ description: "Why, for whoever reads the history" }),
  })
  .meta({ id: "SettingInput" });
export type SettingInput = z.infer<typeof settingInputSchema>;

/** The name of a setting in a path. Throws NOT_FOUND. */
export function readSettingName(text: string): SettingName {
  const name = SETTING_NAMES.find((each) => each === text);
  if (!name) throw new AppError("NOT_FOUND", `There is no such setting. There are: ${SETTING_NAMES.join(", ")}.`);
  return name;
}
