/** What is in a transcript, before anything of it is stored: counts, speakers, times, and what would be left out. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import type { TranscriptItem, TranscriptMessage } from "@/domain/ingest/transcripts/transcript-format";

/** Speakers and rejected records that are listed; further ones are counted. */
const LISTED = 200;
const REJECTED_LISTED = 100;
/** Speakers that are told apart at all; beyond this only a count of messages grows. */
const MOST_SPEAKERS = 100_000;

export const columnsSchema = z.object({
  text: z.string(),
  conversation: z.string().optional(),
  speaker: z.string().optional(),
  role: z.string().optional(),
  time: z.string().optional(),
  messageId: z.string().optional(),
});

export const previewSchema = z
  .object({
    conversations: z.number().int(),
    messages: z.number().int(),
    speakers: z.array(
      z.object({ id: z.string(), name: z.string().nullable(), role: messageRoleSchema, messages: z.number().int() }),
    ),
    furtherSpeakers: z.number().int(),
    firstSentAt: z.iso.datetime().nullable(),
    lastSentAt: z.iso.datetime().nullable(),
    withoutTime: z.number().int().meta({ description: "Messages that do not say when they were sent" }),
    rejected: z.number().int(),
    rejections: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    skipped: z.array(z.object({ what: z.string(), count: z.number().int() })),
    warnings: z.array(z.string()),
    inferred: z.object({
      dateOrder: z.enum(["dmy", "mdy", "ymd"]).nullable(),
      columns: columnsSchema.nullable(),
      header: z.array(z.string()).nullable(),
      isSure: z.boolean(),
    }),
  })
  .meta({ id: "TranscriptPreview" });
export type TranscriptPreview = z.infer<typeof previewSchema>;

type Speaker = TranscriptPreview["speakers"][number];

/** Takes in the items of a transcript one after another, in memory that does not grow with the number of messages. */
export class PreviewBuilder {
  private readonly conversations = new HashCounts();
  private readonly speakers = new Map<string, Speaker>();
  private readonly skipped = new Map<string, number>();
  private readonly warnings = new Set<string>();
  private readonly rejections: TranscriptPreview["rejections"] = [];
  private readonly inferred: TranscriptPreview["inferred"] = {
    dateOrder: null,
    columns: null,
    header: null,
    isSure: true,
  };
  private unlistedSpeakers = 0;
  private messages = 0;
  private rejected = 0;
  private withoutTime = 0;
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  /** Takes in the next item. */
  add(item: TranscriptItem): void {
    switch (item.kind) {
      case "messages":
        this.conversations.add(item.conversation.id);
        for (const message of item.messages) this.addMessage(message);
        return;
      case "rejected":
        this.rejected += 1;
        if (this.rejections.length < REJECTED_LISTED) {
          this.rejections.push({ line: item.line, reason: item.reason });
        }
        return;
      case "skipped":
        this.skipped.set(item.what, (this.skipped.get(item.what) ?? 0) + item.count);
        return;
      case "warning":
        this.warnings.add(item.text);
        return;
      case "inferred":
        this.inferred.dateOrder = item.dateOrder ?? this.inferred.dateOrder;
        this.inferred.columns = item.columns ?? this.inferred.columns;
        this.inferred.header = item.header ? [...item.header] : this.inferred.header;
        this.inferred.isSure = this.inferred.isSure && item.sure;
    }
  }

  /** Conversations seen so far. */
  get conversationCount(): number {
    return this.conversations.size;
  }

  /** What was taken in so far. */
  result(): TranscriptPreview {
    const speakers = [...this.speakers.values()].sort((one, other) => other.messages - one.messages);
    const time = (value: number) => (Number.isFinite(value) ? new Date(value).toISOString() : null);
    return {
      conversations: this.conversations.size,
      messages: this.messages,
      speakers: speakers.slice(0, LISTED),
      furtherSpeakers: Math.max(0, speakers.length - LISTED) + this.unlistedSpeakers,
      firstSentAt: time(this.first),
      lastSentAt: time(this.last),
      withoutTime: this.withoutTime,
      rejected: this.rejected,
      rejections: [...this.rejections],
      skipped: [...this.skipped].map(([what, count]) => ({ what, count })),
      warnings: [...this.warnings],
      inferred: { ...this.inferred },
    };
  }

  private addMessage({ speaker, role, sentAt }: TranscriptMessage): void {
    this.messages += 1;
    const known = this.speakers.get(speaker.id);
    if (known) known.messages += 1;
    else if (this.speakers.size >= MOST_SPEAKERS) this.unlistedSpeakers += 1;
    else this.speakers.set(speaker.id, { id: speaker.id, name: speaker.name ?? null, role, messages: 1 });
    if (sentAt === undefined) {
      this.withoutTime += 1;
      return;
    }
    this.first = Math.min(this.first, sentAt.getTime());
    this.last = Math.max(this.last, sentAt.getTime());
  }
}
