/** Records of who said what to a chat model: the shapes of OpenAI and of ShareGPT, and Vigil's own evaluation lines. */
import { z } from "zod";
import type { MessageRole } from "@/domain/ingest/message";
import { chatContent } from "@/domain/ingest/transcripts/chat-content";
import { fileId } from "@/domain/ingest/transcripts/file-id";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { messageItems, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import type { JsonRecord } from "@/domain/ingest/transcripts/read-json-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import type { ReadOptions, TranscriptItem, TranscriptMessage } from "@/domain/ingest/transcripts/transcript-format";

const words = z.string().optional().catch(undefined);
const idText = z
  .union([z.string(), z.int().transform(String)])
  .optional()
  .catch(undefined);

const turnSchema = z
  .object({
    role: words,
    from: words,
    content: z.unknown().optional(),
    value: z.unknown().optional(),
    text: z.unknown().optional(),
    refusal: words,
    name: words,
    author: words,
    id: idText,
    externalId: idText,
    sentAt: z.unknown().optional(),
    timestamp: z.unknown().optional(),
    created_at: z.unknown().optional(),
  })
  .refine(({ role, from }) => role !== undefined || from !== undefined);

const recordSchema = z.object({
  id: idText,
  conversation_id: idText,
  externalId: idText,
  title: words,
  system: words,
  text: words,
  messages: z.array(z.unknown()).optional().catch(undefined),
  conversations: z.array(z.unknown()).optional().catch(undefined),
  conversation: z.array(z.unknown()).optional().catch(undefined),
  items: z.array(z.unknown()).optional().catch(undefined),
});
type ChatRecord = z.output<typeof recordSchema>;

const turnsOf = ({ messages, conversations, conversation, items }: ChatRecord) =>
  messages ?? conversations ?? conversation ?? items;

/** The id of a record, told apart from those of equal ones before it. */
function repeated(id: string, seen: { add(text: string): number }): string {
  const before = seen.add(id);
  return before === 0 ? id : `${id}.${before}`;
}

/** What was said before in one conversation, which is small: `HashCounts` is for whole files. */
class SpokenBefore {
  readonly #counts = new Map<string, number>();

  add(id: string): number {
    const before = this.#counts.get(id) ?? 0;
    this.#counts.set(id, before + 1);
    return before;
  }
}

class ChatReader {
  readonly skipped = new SkippedCounts();
  readonly #seen = new HashCounts();
  unknownRoles = 0;

  constructor(readonly timezone: string) {}

  /** The conversation of one record. `turns` are what it holds, `id` its own id if it has one. */
  *conversation(record: number, turns: readonly unknown[], { id, title, system }: Partial<ChatRecord>) {
    const messages: TranscriptMessage[] = [];
    const spoken = new SpokenBefore();
    const withSystem = system === undefined ? turns : [{ role: "system", content: system }, ...turns];
    for (const [index, turn] of withSystem.entries()) {
      const message = this.message(record, turn, spoken);
      if (message === undefined) {
        const reason = `Turn ${index + 1} says neither a role nor a speaker.`;
        yield { kind: "rejected", line: record, reason } satisfies TranscriptItem;
      } else if (message !== null) messages.push(message);
    }
    if (messages.length === 0) return;
    yield* messageItems({ id: id === undefined ? this.#idOf(messages) : storableId(id), title }, messages);
  }

  /** A turn as a message; null when it has no text, undefined when it cannot be used. Ids repeat only for equal texts. */
  message(record: number, value: unknown, spoken: { add(text: string): number }): TranscriptMessage | null | undefined {
    const turn = turnSchema.safeParse(value).data;
    if (turn === undefined) return undefined;
    const word = turn.role ?? turn.from ?? "";
    const text = chatContent(turn.content ?? turn.value ?? turn.text ?? turn.refusal);
    if (text === null) {
      this.skipped.add("messages without text");
      return null;
    }
    const role = this.#roleOf(word);
    const name = turn.name ?? turn.author;
    const sentAt = readTime(turn.sentAt ?? turn.timestamp ?? turn.created_at, { timezone: this.timezone });
    const given = turn.externalId ?? turn.id;
    return {
      id: given ? storableId(given) : repeated(recordId(role, name ?? "", text), spoken),
      role,
      speaker: name ? { id: storableId(name), name } : { id: storableId(word) },
      text,
      ...(sentAt && { sentAt }),
      line: record,
    };
  }

  #roleOf(word: string): MessageRole {
    const role = roleOfWord(word);
    if (role === undefined) this.unknownRoles += 1;
    return role ?? "user";
  }

  /** Made of what was said. The same again in one file is another conversation. */
  #idOf(messages: readonly TranscriptMessage[]): string {
    return repeated(recordId(JSON.stringify(messages.map(({ role, text }) => [role, text]))), this.#seen);
  }
}

function* readRecord(reader: ChatReader, { record, value }: JsonRecord): Generator<TranscriptItem> {
  if (Array.isArray(value)) {
    yield* reader.conversation(record, value, {});
    return;
  }
  const parsed = recordSchema.safeParse(value).data;
  const turns = parsed && turnsOf(parsed);
  if (parsed !== undefined && turns !== undefined) {
    const id = parsed.externalId ?? parsed.conversation_id ?? parsed.id;
    yield* reader.conversation(record, turns, { ...parsed, id: id || undefined });
  } else if (parsed?.text !== undefined) {
    yield* reader.conversation(record, [{ role: "user", content: parsed.text }], { id: parsed.id || undefined });
  } else yield { kind: "rejected", line: record, reason: "The record holds neither messages nor a text." };
}

const isTurn = (value: unknown) => {
  const turn = turnSchema.safeParse(value).data;
  return turn !== undefined && (turn.content !== undefined || turn.value !== undefined);
};

/**
 * Reads a file of such records: JSONL, or an array. A record without an id is known by what it says and by how often the
 * file held the same before. Where the records are single turns, the file is one conversation.
 */
export async function* readChatRecords(
  file: SourceFile,
  { timezone }: Pick<ReadOptions, "timezone">,
): AsyncGenerator<TranscriptItem> {
  const reader = new ChatReader(requireTimezone(timezone));
  let loose: TranscriptMessage[] = [];
  let looseId: string | undefined;
  const spoken = new HashCounts();
  for await (const item of readJsonRecords(file)) {
    if ("kind" in item) yield item;
    else if (isTurn(item.value)) {
      looseId ??= await fileId(file);
      const message = reader.message(item.record, item.value, spoken);
      if (message) loose.push(message);
      if (loose.length >= 500) {
        yield* messageItems({ id: looseId }, loose);
        loose = [];
      }
    } else yield* readRecord(reader, item);
  }
  if (looseId !== undefined) yield* messageItems({ id: looseId }, loose);
  yield* reader.skipped.items();
  if (reader.unknownRoles > 0) {
    const text = `${reader.unknownRoles} messages have a role that is not known, and are read as a user's.`;
    yield { kind: "warning", text };
  }
}
