/** Conversations as Intercom's API gives them, with the ids that its webhooks give. */
import { z } from "zod";
import { intercomEvent, intercomPart } from "@/domain/ingest/platforms/intercom-parts";
import { platformId, readTime, shownText } from "@/domain/ingest/platforms/read-fields";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { messageItems, requireMessages, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const conversationSchema = z.object({
  id: platformId,
  title: shownText,
  created_at: z.unknown().optional(),
  source: z.unknown().optional(),
  conversation_parts: z
    .object({ conversation_parts: z.array(z.unknown()), total_count: z.number().optional().catch(undefined) })
    .nullish(),
});
type Conversation = z.output<typeof conversationSchema>;

class ExportReader {
  readonly skipped = new SkippedCounts();
  missingParts = 0;

  *conversation(line: number, conversation: Conversation): Generator<TranscriptItem> {
    const { id, title, source, created_at, conversation_parts: list } = conversation;
    const parts = list?.conversation_parts ?? [];
    this.missingParts += Math.max(0, (list?.total_count ?? 0) - parts.length);
    const messages: TranscriptMessage[] = [];
    // The source says nothing of its time in older versions: it is the beginning.
    for (const [part, otherTime] of [...(source ? [[source, created_at]] : []), ...parts.map((each) => [each, null])]) {
      const message = this.#message(line, id, part, otherTime);
      if (message === undefined)
        yield { kind: "rejected", line, reason: "A part of the conversation has no id or another form." };
      else if (message !== null) messages.push(message);
    }
    yield* messageItems({ id: storableId(id), title }, messages);
  }

  #message(line: number, conversationId: string, value: unknown, otherTime: unknown) {
    const part = intercomPart.safeParse(value).data;
    if (part === undefined) return undefined;
    const sentAt = readTime(part.created_at ?? otherTime);
    const event = intercomEvent(conversationId, part, sentAt);
    if (event?.kind !== "new") {
      this.skipped.add(event === null ? "parts without text" : "deleted messages");
      return null;
    }
    const { messageId, role, author, text, isPrivateNote } = event;
    return {
      id: storableId(messageId),
      role,
      speaker: author ? { ...author, id: storableId(author.id) } : { id: role },
      text,
      ...(sentAt && { sentAt }),
      ...(isPrivateNote && { isPrivateNote: true as const }),
      line,
    } satisfies TranscriptMessage;
  }
}

async function* readExport(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const reader = new ExportReader();
  for await (const item of readJsonRecords(file, [["conversations"], ["data"]])) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const conversation = conversationSchema.safeParse(item.value).data;
    if (conversation !== undefined) yield* reader.conversation(item.record, conversation);
    else yield { kind: "rejected", line: item.record, reason: "The record is not a conversation of Intercom." };
  }
  yield* reader.skipped.items();
  if (reader.missingParts > 0) {
    const text = `${reader.missingParts} parts are not in the file: Intercom gives at most 500 of a conversation.`;
    yield { kind: "warning", text };
  }
}

export const intercomExport: TranscriptFormat = {
  name: "intercom-export",
  label: "Intercom conversations (API, JSON or JSONL)",
  detect(sample) {
    const { paths } = jsonOutline(sample);
    return ["", "[].", "conversations[].", "data[]."].some(
      (at) =>
        paths.has(`${at}conversation_parts`) ||
        (paths.has(`${at}source`) && paths.has(`${at}source.author`) && paths.has(`${at}source.body`)),
    );
  },
  read: (file) => requireMessages(readExport(file)),
};
