/** WhatsApp, "Export chat": a text file, or a zip with it and the media. */

import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { datePartsToLocal, localToDate, requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { recordId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import {
  type DateOrder,
  type ReadOptions,
  type Sample,
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";
import { type ChatRecord, readChatFacts, readChatRecords } from "@/domain/ingest/transcripts/whatsapp-records";
import { readStamp, type Stamp } from "@/domain/ingest/transcripts/whatsapp-stamp";
import { readChatText, splitSpeaker } from "@/domain/ingest/transcripts/whatsapp-text";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

/** The chat itself in a zip: `_chat.txt` from iPhones, "WhatsApp Chat with Ann.txt" from Android, in any language. */
const CHAT_ENTRY = /(?:^|\/)(?:_chat|[^/]*whatsapp[^/]*)\.txt$/iu;
const BUDDHIST_YEARS_AHEAD = 543;

function looksLikeChat(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line.trim() !== "");
  if (lines[0] === undefined || readStamp(lines[0]) === null) return false;
  return lines.some((line) => splitSpeaker(readStamp(line)?.rest ?? "").speaker !== null);
}

function detect({ text, entries }: Sample): boolean {
  return entries === null ? text !== null && looksLikeChat(text) : entries.some((name) => CHAT_ENTRY.test(name));
}

/** @returns undefined for a date of another calendar, and for one that no calendar has */
function timeOf({ date, hour, minute, second }: Stamp, order: DateOrder, timezone: string): Date | undefined {
  const { year, month, day } = datePartsToLocal(date, date[0] > 31 ? "ymd" : order);
  const christian = year >= 2500 ? year - BUDDHIST_YEARS_AHEAD : year;
  if (christian < 1970 || christian > 2199) return undefined;
  return localToDate({ year: christian, month, day, hour, minute, second }, timezone);
}

async function* readChat(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const timezone = requireTimezone(options.timezone);
  const { conversationId, order } = await readChatFacts(file);
  if (order !== null && options.dateOrder === undefined) yield { kind: "inferred", ...order };
  const dateOrder = options.dateOrder ?? order?.dateOrder ?? "dmy";
  const gathered = new GatheredMessages();
  const seen = new HashCounts();
  const odd = { timeless: 0, unsure: 0 };
  let sequence = 0n;

  const messageOf = ({ line, stamp, speaker, text: written }: ChatRecord) => {
    const { text, isDeleted, isEdited } = readChatText(written);
    if (text.trim() === "") return null;
    if (isEdited) gathered.skip("marks of edited messages, which hold no time");
    const sentAt = timeOf(stamp, dateOrder, timezone);
    if (sentAt === undefined) odd.timeless += 1;
    if (!stamp.isSure) odd.unsure += 1;
    const id = recordId(stamp.written, speaker ?? "", written);
    const occurrence = seen.add(id);
    sequence += 1n;
    return {
      id: occurrence === 0 ? id : `${id}.${occurrence}`,
      role: speaker === null ? ("system" as const) : ("user" as const),
      speaker: speaker === null ? { id: "whatsapp", name: "WhatsApp" } : { id: speaker, name: speaker },
      text,
      sentAt,
      ...(isDeleted && { isDeleted }),
      sequence,
      line,
    };
  };

  for await (const record of readChatRecords(file)) {
    if ("kind" in record) {
      yield record;
      continue;
    }
    const message = messageOf(record);
    if (message === null) gathered.skip("messages without text");
    else yield* gathered.add({ id: conversationId }, message);
  }
  yield* gathered.end();
  if (odd.timeless > 0)
    yield { kind: "warning", text: `${odd.timeless} messages have a date that cannot be read; they have no time.` };
  if (odd.unsure > 0)
    yield {
      kind: "warning",
      text: `${odd.unsure} times have a word beside them that is not known; they were read as 24-hour times.`,
    };
}

async function* read(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  if ((await takeSample(file)).entries === null) {
    yield* readChat(file, options);
    return;
  }
  const entries = await openZip(file);
  const chats = entries.filter((entry) => CHAT_ENTRY.test(entry.name));
  if (chats.length === 0) throw new TranscriptRefused("The zip holds no exported chat, such as _chat.txt.");
  const media = entries.length - chats.length;
  if (media > 0) yield { kind: "skipped", what: "media files", count: media };
  for (const chat of chats) yield* readChat(chat, options);
}

export const whatsappExport: TranscriptFormat = {
  name: "whatsapp",
  label: "WhatsApp chat export",
  detect,
  asks: ["timezone", "dateOrder"],
  read: (file, options) => requireMessages(read(file, options)),
};
