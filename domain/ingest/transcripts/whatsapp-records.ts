/** The messages of an exported WhatsApp chat with all their lines, and what the chat as a whole says. */
import { DateOrderVotes } from "@/domain/ingest/transcripts/local-time";
import { readLines } from "@/domain/ingest/transcripts/read-lines";
import { recordId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type { DateOrder, TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";
import { readStamp, type Stamp } from "@/domain/ingest/transcripts/whatsapp-stamp";
import { splitSpeaker } from "@/domain/ingest/transcripts/whatsapp-text";

export type ChatRecord = { line: number; stamp: Stamp; speaker: string | null; text: string };

const LONGEST_TEXT = 1_000_000;
/** How many messages at most tell one chat from another. */
const MOST_IN_OPENING = 20;

type OpenRecord = ChatRecord & { more: string[]; length: number };

function closed({ more, length, ...record }: OpenRecord): ChatRecord | TranscriptItem {
  if (length > LONGEST_TEXT)
    return { kind: "rejected", line: record.line, reason: `The message is longer than ${LONGEST_TEXT} characters.` };
  return more.length === 0 ? record : { ...record, text: [record.text, ...more].join("\n") };
}

/** The messages in the order of the file; lines without a stamp belong to the message above them. */
export async function* readChatRecords(file: SourceFile): AsyncGenerator<ChatRecord | TranscriptItem> {
  let open: OpenRecord | null = null;
  let before = 0;
  for await (const item of readLines(file)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const stamp = readStamp(item.text);
    if (stamp !== null) {
      if (open !== null) yield closed(open);
      const { speaker, text } = splitSpeaker(stamp.rest);
      open = { line: item.line, stamp, speaker, text, more: [], length: text.length };
    } else if (open !== null) {
      open.length += item.text.length + 1;
      if (open.length <= LONGEST_TEXT) open.more.push(item.text);
    } else if (item.text.trim() !== "") before += 1;
  }
  if (open !== null) yield closed(open);
  if (before > 0) yield { kind: "skipped", what: "lines before the first message", count: before };
}

export type ChatFacts = {
  /** The same for a later export of the same chat: made of its first messages, up to the first of a second person. */
  conversationId: string;
  order: { dateOrder: DateOrder; sure: boolean } | null;
};

/** Reads a chat once, for what only the whole of it tells. */
export async function readChatFacts(file: SourceFile): Promise<ChatFacts> {
  const votes = new DateOrderVotes();
  const opening: string[] = [];
  const speakers = new Set<string>();
  for await (const record of readChatRecords(file)) {
    if ("kind" in record) continue;
    votes.add(record.stamp.date);
    if (speakers.size > 1 || opening.length >= MOST_IN_OPENING * 3) continue;
    opening.push(record.stamp.written, record.speaker ?? "", record.text);
    if (record.speaker !== null) speakers.add(record.speaker);
  }
  return { conversationId: recordId("whatsapp", ...opening), order: votes.verdict() };
}
