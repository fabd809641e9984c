/** How an upload is to be read: what an admin answered. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import { TRANSCRIPT_FORMATS } from "@/domain/ingest/transcripts/all-formats";
import { columnsSchema } from "@/domain/ingest/transcripts/preview-transcript";
import type { ReadOptions, TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";

const MOST_ROLES = 1_000;

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
export const dateOrderSchema = z
  .enum(["dmy", "mdy", "ymd"])
  .meta({ description: "Of dates such as 3/4/26; told from the whole file when left out" });

export const uploadOptionsSchema = z
  .strictObject({
    format: formatNameSchema.optional(),
    timezone: timezoneSchema.optional(),
    dateOrder: dateOrderSchema.optional(),
    columns: columnsSchema.optional().meta({ description: "Which column of a table holds what" }),
    startAt: z.iso.datetime({ offset: true }).optional().meta({ description: "When a recording began" }),
    roles: z
      .record(z.string().max(400), messageRoleSchema)
      .refine((roles) => Object.keys(roles).length <= MOST_ROLES, `must name at most ${MOST_ROLES} speakers`)
      .optional()
      .meta({ description: "The role of a speaker by id, where it is another than the preview says" }),
  })
  .meta({ id: "UploadOptions" });
export type UploadOptions = z.infer<typeof uploadOptionsSchema>;

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

function withoutAbsent(columns: z.infer<typeof columnsSchema>): NonNullable<ReadOptions["columns"]> {
  const { text, ...others } = columns;
  return { text, ...Object.fromEntries(Object.entries(others).filter(([, name]) => name !== undefined)) };
}
