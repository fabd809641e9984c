/** Files for the tests of transcripts: zips, samples of others, and what a reader made of them. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import yazl from "yazl";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  ReadOptions,
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

/** Everything an iteration gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** A well-made zip of the given texts, by name. */
export async function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return Buffer.concat(await collect(zip.outputStream as AsyncIterable<Buffer>));
}

export type ReadFile = {
  /** By conversation id, in the order in which each id came first. */
  conversations: Map<string, TranscriptMessage[]>;
  messages: TranscriptMessage[];
  /** Everything but messages. */
  others: Exclude<TranscriptItem, { kind: "messages" }>[];
};

/** Reads a whole file with a format. */
export async function readWith(
  format: TranscriptFormat,
  content: string | Uint8Array | SourceFile,
  options: ReadOptions = {},
): Promise<ReadFile> {
  const file =
    typeof content === "string" || content instanceof Uint8Array ? memoryFile("a file", content, 1000) : content;
  const read: ReadFile = { conversations: new Map(), messages: [], others: [] };
  for await (const item of format.read(file, options)) {
    if (item.kind !== "messages") {
      read.others.push(item);
      continue;
    }
    const { id } = item.conversation;
    read.conversations.set(id, [...(read.conversations.get(id) ?? []), ...item.messages]);
    read.messages.push(...item.messages);
  }
  return read;
}

const SAMPLES = path.resolve(import.meta.dirname, "../../../shared/samples");

/** Whether the samples of others are there; they are no part of this repository. */
export const hasSamples = existsSync(SAMPLES);

/** The bytes of a file in ../shared/samples. */
export function sample(name: string): Buffer {
  return readFileSync(path.join(SAMPLES, name));
}
