import "server-only";
import { z } from "zod";
import { type TranscriptPreview, transcriptPreviewSchema } from "@/domain/ingest/transcripts/preview-schema";
import { findFormat } from "@/domain/ingest/uploads/upload-options";
import { fileNamePlace, optionsPlace, previewPlace } from "@/domain/ingest/uploads/upload-places";
import {
  type UploadDetail,
  type UploadDto,
  type UploadOptions,
  type UploadState,
  uploadOptionsSchema,
} from "@/domain/ingest/uploads/upload-schema";
import type { Db, Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** What a look through the file gave, as it is kept; without a preview where its format is not known. */
export const keptPreviewSchema = z.object({
  preview: transcriptPreviewSchema.nullable(),
  refusal: z.string().nullable(),
});

export const UPLOAD_ROW = { source: { include: { dataKey: true } }, createdBy: { select: { name: true } } } as const;

/** The row of an upload with its source. Throws NOT_FOUND. */
export async function getUploadRow(client: Db | Tx, id: string) {
  const row = await client.upload.findUnique({ where: { id }, include: UPLOAD_ROW });
  if (!row) throw new AppError("NOT_FOUND", "There is no upload with this id.");
  return row;
}
export type UploadRow = Awaited<ReturnType<typeof getUploadRow>>;

/** The options of an upload, opened. */
export function optionsOf(row: UploadRow): UploadOptions {
  const key = openDataKeyOrNull(row.source.dataKey);
  const text = openTextOrNull(key, row.optionsSealed, optionsPlace(row.id));
  return text === null ? {} : uploadOptionsSchema.parse(JSON.parse(text));
}

function keptOf(row: UploadRow): z.infer<typeof keptPreviewSchema> | null {
  const text = openTextOrNull(openDataKeyOrNull(row.source.dataKey), row.previewSealed, previewPlace(row.id));
  return text === null ? null : keptPreviewSchema.parse(JSON.parse(text));
}

function guessedIn({ dateOrder, columns }: TranscriptPreview): UploadDto["guessed"] {
  return [
    ...(dateOrder?.sure === false ? (["dateOrder"] as const) : []),
    ...(columns?.sure === false ? (["columns"] as const) : []),
  ];
}

function dtoOf(row: UploadRow, kept: ReturnType<typeof keptOf>): UploadDto {
  const key = openDataKeyOrNull(row.source.dataKey);
  const format = row.format === null ? null : findFormat(row.format);
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.source.name,
    // An empty name is one that was erased.
    fileName: openTextOrNull(key, row.fileNameSealed, fileNamePlace(row.id)) || null,
    bytes: Number(row.bytes),
    format: row.format,
    formatLabel: format?.label ?? null,
    asks: [...(format?.asks ?? [])],
    state: row.state,
    failure: row.failure,
    refusal: kept?.refusal ?? null,
    guessed: kept?.preview ? guessedIn(kept.preview) : [],
    isLocal: row.isLocal,
    bytesRead: Math.min(Number(row.bytesRead), Number(row.bytes)),
    found: kept?.preview
      ? {
          conversations: kept.preview.conversations,
          messages: kept.preview.messages,
          rejected: kept.preview.rejected.count,
        }
      : null,
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

/** States in which what was found in the file still says what is to come. */
const AHEAD: readonly UploadState[] = ["previewed", "running", "paused"];

/** What leaves the API of an upload. */
export function toUploadDto(row: UploadRow): UploadDto {
  return dtoOf(row, AHEAD.includes(row.state) ? keptOf(row) : null);
}

/** The same with the preview, also of one that has ended. */
export function toUploadDetail(row: UploadRow): UploadDetail {
  const kept = keptOf(row);
  return { ...dtoOf(row, AHEAD.includes(row.state) ? kept : null), preview: kept?.preview ?? null };
}
