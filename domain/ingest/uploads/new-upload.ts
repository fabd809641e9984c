/** What comes with an uploaded file, as the text fields of a form. */
import { z } from "zod";
import { formatNameSchema, timezoneSchema } from "@/domain/ingest/uploads/upload-options";
import { dateOrderSchema } from "@/domain/ingest/uploads/upload-schema";
import { parseInput } from "@/lib/http/read-input";

export const newUploadSchema = z
  .strictObject({
    sourceId: z.uuid().optional().meta({ description: "Left out, “Uploads”" }),
    format: formatNameSchema.optional(),
    timezone: timezoneSchema.optional(),
    dateOrder: dateOrderSchema.optional(),
  })
  .meta({ id: "UploadFields" });

/** Parses the fields. Throws INVALID. */
export function readNewUpload(fields: Record<string, string>) {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const { sourceId, ...options } = parseInput(newUploadSchema, given);
  return { options, ...(sourceId ? { sourceId } : {}) };
}
