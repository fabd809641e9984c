/** Reads a whole file with a format and sorts what comes of it, for tests. */
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import type {
  ReadOptions,
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";
import { hasSamples, sample } from "@/domain/testing/transcript-files";

export type ReadTranscript = {
  items: TranscriptItem[];
  /** By conversation, in the order of the items. */
  conversations: Record<string, TranscriptMessage[]>;
  /** All messages in the order of the items. */
  messages: TranscriptMessage[];
  skipped: Record<string, number>;
  rejected: number[];
  warnings: string[];
};

/** @param content a file, or its bytes or text */
export async function readTranscript(
  format: TranscriptFormat,
  content: SourceFile | string | Uint8Array,
  options: ReadOptions = {},
): Promise<ReadTranscript> {
  const file = typeof content === "string" || content instanceof Uint8Array ? memoryFile("file", content) : content;
  const read: ReadTranscript = { items: [], conversations: {}, messages: [], skipped: {}, rejected: [], warnings: [] };
  for await (const item of format.read(file, options)) {
    read.items.push(item);
    if (item.kind === "messages") {
      if (item.messages.length === 0 || item.messages.length > 500) throw new Error("An item has 1 to 500 messages.");
      const messages = read.conversations[item.conversation.id] ?? [];
      messages.push(...item.messages);
      read.conversations[item.conversation.id] = messages;
      read.messages.push(...item.messages);
    } else if (item.kind === "skipped") read.skipped[item.what] = (read.skipped[item.what] ?? 0) + item.count;
    else if (item.kind === "rejected") read.rejected.push(item.line);
    else if (item.kind === "warning") read.warnings.push(item.text);
  }
  return read;
}

/** Whether a format takes a file for its own. */
export async function detects(format: TranscriptFormat, content: string | Uint8Array): Promise<boolean> {
  return format.detect(await takeSample(memoryFile("file", content)));
}

/** A file of the samples that lie beside the repository; null where they do not. */
export function sampleBytes(name: string): Buffer | null {
  return hasSamples ? sample(name) : null;
}
