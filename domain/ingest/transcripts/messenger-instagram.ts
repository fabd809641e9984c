/** The messages in "Download your information" of Facebook and Instagram, as JSON: one thread, or the whole zip. */
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { metaMessage } from "@/domain/ingest/transcripts/meta-messages";
import { repairMetaText } from "@/domain/ingest/transcripts/meta-text";
import { readBackwards } from "@/domain/ingest/transcripts/read-backwards";
import { type JsonRecord, readJsonItems, readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import {
  type Sample,
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

const THREAD_FILE = /(?:^|\/)messages\/(?:[^/]+\/)+message_\d+\.json$/u;
const HEADER = [["thread_path"], ["title"], ["threadName"]];
const TIMES = [
  ["messages", "[]", "timestamp_ms"],
  ["messages", "[]", "timestamp"],
];

type Part = { file: SourceFile; threadPath?: string; title?: string; first: number; last: number };

/** Reads a file once, for what stands at its end and for the order of its messages. */
async function lookAt(file: SourceFile): Promise<Part> {
  const part: Part = { file, first: Number.NaN, last: Number.NaN };
  for await (const item of readJsonValues(file, [...HEADER, ...TIMES])) {
    if ("kind" in item) continue;
    const { path, value } = item;
    if (typeof value === "number") {
      if (Number.isNaN(part.first)) part.first = value;
      part.last = value;
    } else if (typeof value === "string" && path[0] === "thread_path") part.threadPath = value;
    else if (typeof value === "string") part.title = repairMetaText(value);
  }
  return part;
}

type Passed = JsonRecord | TranscriptItem;

/** The messages of a part, oldest first. */
function inOrder({ file, first, last }: Part): AsyncIterable<Passed> {
  const items = () => readJsonItems(file, ["messages"]);
  if (!(first > last)) return items();
  return readBackwards<Passed>(items, (item) => ("kind" in item ? 100 : JSON.stringify(item.value).length));
}

async function* readThread(files: readonly SourceFile[], gathered: GatheredMessages): AsyncGenerator<TranscriptItem> {
  const parts: Part[] = [];
  for (const file of files) parts.push(await lookAt(file));
  parts.sort((a, b) => Math.min(a.first, a.last) - Math.min(b.first, b.last));
  const named = parts.find(({ threadPath }) => threadPath !== undefined) ?? parts[0];
  const folder = files[0]?.name.match(/([^/]+\/[^/]+)\/[^/]+$/u)?.[1];
  const threadPath = named?.threadPath ?? folder ?? recordId("meta", named?.title ?? "", String(named?.first));
  const conversation = { id: storableId(threadPath), title: named?.title };
  const seen = new HashCounts();
  let sequence = 0n;
  for (const part of parts) {
    for await (const item of inOrder(part)) {
      if ("kind" in item) {
        yield item;
        continue;
      }
      const parsed = metaMessage.safeParse(item.value);
      if (!parsed.success) {
        yield { kind: "rejected", line: item.record, reason: "The message has no sender or time." };
        continue;
      }
      const { speaker, text, sentAt, isDeleted, isNotice } = parsed.data;
      if (isNotice || text === "") {
        gathered.skip(isNotice ? "notices of the app" : "messages without text");
        continue;
      }
      const id = recordId(speaker, String(sentAt?.getTime()), text);
      const occurrence = seen.add(id);
      sequence += 1n;
      yield* gathered.add(conversation, {
        id: occurrence === 0 ? id : `${id}.${occurrence}`,
        role: "user",
        speaker: { id: speaker, name: speaker },
        text,
        sentAt,
        ...(isDeleted && { isDeleted }),
        sequence,
        line: item.record,
      });
    }
  }
  yield* gathered.flush();
}

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const gathered = new GatheredMessages();
  if ((await takeSample(file)).entries === null) {
    yield* readThread([file], gathered);
    yield* gathered.end();
    return;
  }
  const entries = await openZip(file);
  const threads = new Map<string, SourceFile[]>();
  for (const entry of entries.filter(({ name }) => THREAD_FILE.test(name))) {
    const folder = entry.name.slice(0, entry.name.lastIndexOf("/"));
    threads.set(folder, [...(threads.get(folder) ?? []), entry]);
  }
  if (threads.size === 0)
    throw new TranscriptRefused("The zip holds no messages as JSON. Ask for the download again, in the format JSON.");
  for (const files of threads.values()) yield* readThread(files, gathered);
  yield* gathered.end();
}

function detect(sample: Sample): boolean {
  if (sample.entries !== null) return sample.entries.some((name) => THREAD_FILE.test(name));
  const { top, paths } = jsonOutline(sample);
  return top === "object" && (paths.has("messages[].sender_name") || paths.has("messages[].senderName"));
}

export const messengerInstagram: TranscriptFormat = {
  name: "messenger-instagram",
  label: "Messenger or Instagram download (JSON)",
  detect,
  read: (file) => requireMessages(read(file)),
};
