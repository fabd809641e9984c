/** The records of a JSON file, whichever way they are strung together. */
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import type { JsonPath } from "@/domain/ingest/transcripts/json-splitter";
import { isNestedTooDeeply, parseJson } from "@/domain/ingest/transcripts/parse-json";
import { type JsonRecord, readJsonItems, readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { readLines } from "@/domain/ingest/transcripts/read-lines";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import type { Sample, TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";

const LONGEST_RECORD = 50_000_000;

/** Whether each line is a record of its own, rather than one record taking several lines. */
function areLines({ text }: Sample): boolean {
  const [first = "", second = ""] = (text ?? "").trimStart().split(/\r?\n/, 2);
  return second === "" || second.startsWith("{") || parseJson(first) !== undefined;
}

async function* readJsonLines(file: SourceFile): AsyncGenerator<JsonRecord | TranscriptItem> {
  for await (const item of readLines(file, { longest: LONGEST_RECORD })) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const { line, text } = item;
    if (text.trim() === "") continue;
    const value = isNestedTooDeeply(text) ? undefined : parseJson(text);
    if (value === undefined) yield { kind: "rejected", line, reason: "The line is not JSON." };
    else yield { record: line, path: [], value };
  }
}

/**
 * The records of a file: the items of an array at the top, of one under the first of the `under` paths that is there, the
 * lines of JSONL, or the one value the file is. `record` is a line number for JSONL. A line that is no JSON is rejected,
 * anything else that is no JSON refused. What to pass on comes as `readJsonValues` gives it.
 */
export async function* readJsonRecords(
  file: SourceFile,
  under: readonly JsonPath[] = [],
): AsyncGenerator<JsonRecord | TranscriptItem> {
  const sample = await takeSample(file);
  const { top, paths, hasLines } = jsonOutline(sample);
  const path = under.find((keys) => paths.has(keys.join(".")));
  if (top === "array" && !hasLines) yield* readJsonItems(file);
  else if (path !== undefined) yield* readJsonItems(file, path);
  else if (areLines(sample)) yield* readJsonLines(file);
  else yield* readJsonValues(file, [[]]);
}
