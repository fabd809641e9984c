/** How an upload is to be read: what an admin answered, checked against what this version can do. */
import { z } from "zod";
import { TRANSCRIPT_FORMATS } from "@/domain/ingest/transcripts/all-formats";
import type { ReadOptions, TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";
import { type UploadOptions, uploadOptionsSchema } from "@/domain/ingest/uploads/upload-schema";

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const formatNameSchema = z
  .string()
  .refine((name) => findFormat(name) !== null, {
    error: () => `must be one of: ${TRANSCRIPT_FORMATS.map(({ name }) => name).join(", ")}`,
  })
  .meta({ description: "Left out, it is told by the file's content" });
export const timezoneSchema = z
  .string()
  .refine(isTimeZone, "must be a time zone such as Europe/Berlin")
  .meta({ description: "Of times in the file that name none; UTC when left out" });

/** Options as they come in. */
export const uploadAnswersSchema = uploadOptionsSchema
  .extend({ format: formatNameSchema.optional(), timezone: timezoneSchema.optional() })
  .meta({ id: "UploadAnswers" });

/** The format of this name; null when there is none. */
export function findFormat(name: string): TranscriptFormat | null {
  return TRANSCRIPT_FORMATS.find((format) => format.name === name) ?? null;
}

/** The part that a reader of files wants to know. */
export function readOptionsOf({ timezone, dateOrder, columns, startAt }: UploadOptions): ReadOptions {
  return {
    ...(timezone ? { timezone } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(columns ? { columns: withoutAbsent(columns) } : {}),
    ...(startAt ? { startAt: new Date(startAt) } : {}),
  };
}

function withoutAbsent(columns: NonNullable<UploadOptions["columns"]>): NonNullable<ReadOptions["columns"]> {
  const { text, ...others } = columns;
  return { text, ...Object.fromEntries(Object.entries(others).filter(([, name]) => name !== undefined)) };
}
