/** What a person sees of a transcript before its messages are taken in. Pure. */
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";
import type { MessagesItem, TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";

const SPEAKERS_SHOWN = 200;
/** Speakers whose messages are counted one by one; a file with more has them counted together. */
const SPEAKERS_COUNTED = 100_000;
const REJECTED_SHOWN = 100;
const WARNINGS_SHOWN = 100;

type Speaker = TranscriptPreview["speakers"][number];

/**
 * Takes the items of a reader one by one and holds only counts: conversations and speakers are counted exactly, up to
 * 5,000,000 of each.
 */
export class PreviewCounts {
  readonly #conversations = new HashCounts();
  readonly #speakerIds = new HashCounts();
  readonly #speakers = new Map<string, Speaker>();
  readonly #skipped = new Map<string, number>();
  readonly #rejected: TranscriptPreview["rejected"] = { count: 0, first: [] };
  readonly #warnings = new Set<string>();
  #messages = 0;
  #withoutTime = 0;
  #deleted = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #dateOrder: TranscriptPreview["dateOrder"] = null;
  #columns: TranscriptPreview["columns"] = null;

  /** @throws TranscriptRefused beyond 5,000,000 conversations or speakers */
  add(item: TranscriptItem): void {
    switch (item.kind) {
      case "messages":
        this.#addMessages(item);
        break;
      case "rejected":
        this.#rejected.count += 1;
        if (this.#rejected.first.length < REJECTED_SHOWN)
          this.#rejected.first.push({ line: item.line, reason: item.reason });
        break;
      case "skipped":
        this.#skipped.set(item.what, (this.#skipped.get(item.what) ?? 0) + item.count);
        break;
      case "warning":
        if (this.#warnings.size < WARNINGS_SHOWN) this.#warnings.add(item.text);
        break;
      case "inferred": {
        const { dateOrder, columns = null, header, sure } = item;
        if (dateOrder !== undefined) this.#dateOrder = { value: dateOrder, sure };
        if (header !== undefined) this.#columns = { value: columns, header: [...header], sure };
        break;
      }
    }
  }

  /** Conversations seen so far. */
  get conversationCount(): number {
    return this.#conversations.size;
  }

  #addMessages({ conversation, messages }: MessagesItem): void {
    if (messages.length > 0) this.#conversations.add(conversation.id);
    for (const { speaker, role, sentAt, isDeleted } of messages) {
      this.#messages += 1;
      if (isDeleted) this.#deleted += 1;
      this.#addSpeaker(speaker.id, speaker.name, role);
      if (sentAt === undefined) this.#withoutTime += 1;
      else {
        this.#first = Math.min(this.#first, sentAt.getTime());
        this.#last = Math.max(this.#last, sentAt.getTime());
      }
    }
  }

  #addSpeaker(id: string, name: string | undefined, role: Speaker["role"]): void {
    const key = `${role} ${id}`;
    const known = this.#speakers.get(key);
    if (known !== undefined) {
      known.messages += 1;
      known.name ??= name ?? null;
      return;
    }
    this.#speakerIds.add(key);
    if (this.#speakers.size < SPEAKERS_COUNTED) this.#speakers.set(key, { id, name: name ?? null, role, messages: 1 });
  }

  /** What is known so far. @param format the name of the format that reads the file */
  preview(format: string): TranscriptPreview {
    const isoOf = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null);
    const speakers = [...this.#speakers.values()].sort((a, b) => b.messages - a.messages).slice(0, SPEAKERS_SHOWN);
    return {
      format,
      conversations: this.#conversations.size,
      messages: this.#messages,
      speakers: speakers.map((speaker) => ({ ...speaker })),
      moreSpeakers: this.#speakerIds.size - speakers.length,
      firstSentAt: isoOf(this.#first),
      lastSentAt: isoOf(this.#last),
      withoutTime: this.#withoutTime,
      deletedMessages: this.#deleted,
      dateOrder: this.#dateOrder,
      columns: this.#columns,
      rejected: { count: this.#rejected.count, first: [...this.#rejected.first] },
      skipped: [...this.#skipped].map(([what, count]) => ({ what, count })),
      warnings: [...this.#warnings],
    };
  }
}
