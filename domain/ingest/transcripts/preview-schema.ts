/** What a preview of a transcript says. Free of anything the browser lacks. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";

export const columnsSchema = z.object({
  text: z.string(),
  conversation: z.string().optional(),
  speaker: z.string().optional(),
  role: z.string().optional(),
  time: z.string().optional(),
  messageId: z.string().optional(),
});

const speakerSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  role: messageRoleSchema,
  messages: z.int(),
});

/** Names are content: the preview goes to the person who brought the file, and into no log. */
export const transcriptPreviewSchema = z
  .object({
    format: z.string(),
    conversations: z.int(),
    messages: z.int(),
    speakers: z.array(speakerSchema).meta({
      description:
        "Those with the most messages first, at most 200; one who speaks in several roles stands there for each",
    }),
    moreSpeakers: z.int().meta({ description: "How many speakers are not among them" }),
    firstSentAt: z.iso.datetime().nullable(),
    lastSentAt: z.iso.datetime().nullable(),
    withoutTime: z.int().meta({ description: "Messages that do not say when they were sent" }),
    deletedMessages: z.int(),
    dateOrder: z.object({ value: z.enum(["dmy", "mdy", "ymd"]), sure: z.boolean() }).nullable(),
    columns: z.object({ value: columnsSchema.nullable(), header: z.array(z.string()), sure: z.boolean() }).nullable(),
    rejected: z.object({
      count: z.int(),
      first: z.array(z.object({ line: z.int(), reason: z.string() })).meta({ description: "The first 100" }),
    }),
    skipped: z.array(z.object({ what: z.string(), count: z.int() })),
    warnings: z.array(z.string()),
  })
  .meta({ id: "TranscriptPreview" });
export type TranscriptPreview = z.infer<typeof transcriptPreviewSchema>;
