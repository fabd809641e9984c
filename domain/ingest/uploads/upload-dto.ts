import "server-only";
import { z } from "zod";
import { previewSchema } from "@/domain/ingest/transcripts/preview-transcript";
import { findFormat, uploadOptionsSchema } from "@/domain/ingest/uploads/upload-options";
import { fileNamePlace, optionsPlace, previewPlace } from "@/domain/ingest/uploads/upload-places";
import { openText } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

export const UPLOAD_STATES = [
  "receiving",
  "scanning",
  "previewed",
  "running",
  "paused",
  "finished",
  "cancelled",
  "failed",
] as const;

export const uploadSchema = z
  .object({
    id: z.uuid(),
    sourceId: z.uuid(),
    sourceName: z.string(),
    fileName: z.string().nullable().meta({ description: "null once erased" }),
    bytes: z.number().int(),
    format: z.string().nullable(),
    formatLabel: z.string().nullable(),
    asks: z.array(z.string()).meta({ description: "What the format cannot say by itself" }),
    state: z.enum(UPLOAD_STATES),
    failure: z.string().nullable(),
    bytesRead: z.number().int().meta({ description: "Of the scan or run under way" }),
    conversations: z.number().int(),
    messages: z.number().int().meta({ description: "Done so far" }),
    added: z.number().int().meta({ description: "Of these, those the desk had not seen before" }),
    rejected: z.number().int(),
    options: uploadOptionsSchema,
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    createdBy: z.string().nullable(),
  })
  .meta({ id: "Upload" });
export type UploadDto = z.infer<typeof uploadSchema>;

export const uploadDetailSchema = uploadSchema
  .extend({
    preview: previewSchema.nullable().meta({ description: "What is in the file; null until it was looked through" }),
    refusal: z.string().nullable().meta({ description: "What has to be answered before it can be read" }),
  })
  .meta({ id: "UploadDetail" });
export type UploadDetail = z.infer<typeof uploadDetailSchema>;

/** What a look through the file gave, as it is kept. */
export const keptPreviewSchema = z.object({ preview: previewSchema, refusal: z.string().nullable() });

export const UPLOAD_ROW = { source: { include: { dataKey: true } }, createdBy: { select: { name: true } } } as const;

/** The row of an upload with its source. Throws NOT_FOUND. */
export async function getUploadRow(client: Db | Tx, id: string) {
  const row = await client.upload.findUnique({ where: { id }, include: UPLOAD_ROW });
  if (!row) throw new AppError("NOT_FOUND", "There is no upload with this id.");
  return row;
}
export type UploadRow = Awaited<ReturnType<typeof getUploadRow>>;

/** The options of an upload, opened. */
export function optionsOf(row: UploadRow) {
  const key = openDataKeyOrNull(row.source.dataKey);
  const text = openTextOrNull(key, row.optionsSealed, optionsPlace(row.id));
  return text === null ? {} : uploadOptionsSchema.parse(JSON.parse(text));
}

/** What leaves the API of an upload. */
export function toUploadDto(row: UploadRow): UploadDto {
  const key = openDataKeyOrNull(row.source.dataKey);
  const format = row.format === null ? null : findFormat(row.format);
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.source.name,
    fileName: openTextOrNull(key, row.fileNameSealed, fileNamePlace(row.id)),
    bytes: Number(row.bytes),
    format: row.format,
    formatLabel: format?.label ?? null,
    asks: [...(format?.asks ?? [])],
    state: row.state,
    failure: row.failure,
    bytesRead: Math.min(Number(row.bytesRead), Number(row.bytes)),
    conversations: row.conversations,
    messages: row.messages,
    added: row.added,
    rejected: row.rejected,
    options: optionsOf(row),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdBy: row.createdBy?.name ?? null,
  };
}

/** The same with the preview. */
export function toUploadDetail(row: UploadRow): UploadDetail {
  const key = openDataKeyOrNull(row.source.dataKey);
  const kept =
    key && row.previewSealed
      ? keptPreviewSchema.parse(JSON.parse(openText(key.key, row.previewSealed, previewPlace(row.id))))
      : { preview: null, refusal: null };
  return { ...toUploadDto(row), ...kept };
}
