/** What the API says of uploads. Free of anything the browser lacks: the pages read it with these schemas. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import { columnsSchema, transcriptPreviewSchema } from "@/domain/ingest/transcripts/preview-schema";

const MOST_ROLES = 1_000;

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
export type UploadState = (typeof UPLOAD_STATES)[number];

export const dateOrderSchema = z
  .enum(["dmy", "mdy", "ymd"])
  .meta({ description: "Of dates such as 3/4/26; told from the whole file when left out" });

/** How an upload is to be read, as far as somebody has said so. */
export const uploadOptionsSchema = z
  .strictObject({
    format: z.string().optional().meta({ description: "Left out, it is told by the file's content" }),
    timezone: z.string().optional().meta({ description: "Of times in the file that name none; UTC when left out" }),
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

const foundSchema = z.object({
  conversations: z.number().int(),
  messages: z.number().int(),
  rejected: z.number().int(),
});

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
    refusal: z
      .string()
      .nullable()
      .meta({ description: "Why it cannot be read as it is; another format or answer may help" }),
    guessed: z
      .array(z.enum(["dateOrder", "columns"]))
      .meta({ description: "What could not be told for sure from the file; the preview shows the guess" }),
    isLocal: z.boolean().meta({ description: "Run from the command line: it can only be cancelled here" }),
    bytesRead: z.number().int().meta({ description: "Of the scan or run under way" }),
    found: foundSchema
      .nullable()
      .meta({ description: "What is in the file; null before it was looked through, and once it has ended" }),
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
    preview: transcriptPreviewSchema
      .nullable()
      .meta({ description: "What is in the file; null until it was looked through" }),
  })
  .meta({ id: "UploadDetail" });
export type UploadDetail = z.infer<typeof uploadDetailSchema>;

export const uploadPageSchema = z
  .object({ items: z.array(uploadSchema), next: z.uuid().nullable() })
  .meta({ id: "UploadPage" });
export type UploadPage = z.infer<typeof uploadPageSchema>;
