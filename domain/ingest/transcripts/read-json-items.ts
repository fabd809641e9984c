/** The values inside a JSON file that is too large to hold. */
import { decodeText } from "@/domain/ingest/transcripts/decode-text";
import { type FoundJson, type JsonPath, JsonSplitter } from "@/domain/ingest/transcripts/json-splitter";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type { TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";

/** `record` counts the values that were found, from 1. `path` has the keys and indexes (from 0) that lead to it. */
export type JsonRecord = { record: number; path: readonly (string | number)[]; value: unknown };

const LONGEST_VALUE = 50_000_000;

/**
 * Every value of a JSON file that stands at one of the paths, in the order of the file, such as
 * `[["name"], ["chats", "list", "[]", "messages", "[]"]]`; a path of no steps is the whole. Several values may follow each
 * other at the top. Whole numbers beyond 2^53 become texts. What a format has to pass on comes as a ready item, told
 * apart by its `kind`: a warning about the encoding, and a rejection for a value of more than `longest` UTF-16 code
 * units, which is skipped without being held.
 * @throws TranscriptRefused naming the character when it is no JSON, is cut off or is nested too deeply
 */
export async function* readJsonValues(
  file: SourceFile,
  paths: readonly JsonPath[],
  { longest = LONGEST_VALUE } = {},
): AsyncGenerator<JsonRecord | TranscriptItem> {
  const splitter = new JsonSplitter(paths, longest);
  let record = 0;
  const take = (found: FoundJson): JsonRecord | TranscriptItem => {
    record += 1;
    return "tooLong" in found
      ? { kind: "rejected", line: record, reason: `The record is longer than ${longest} characters.` }
      : { record, path: found.path, value: found.value };
  };
  for await (const piece of decodeText(file)) {
    if (typeof piece !== "string") yield piece;
    else for (const found of splitter.feed(piece)) yield take(found);
  }
  for (const found of splitter.end()) yield take(found);
}

/** The items of the array at the top of a JSON file, or of the one that the keys of `path` lead to. As `readJsonValues`. */
export function readJsonItems(file: SourceFile, path: JsonPath = []): AsyncGenerator<JsonRecord | TranscriptItem> {
  return readJsonValues(file, [[...path, "[]"]]);
}
