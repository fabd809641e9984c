/** The JSON files of an export that comes as a zip, or as one of them alone. */
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

/** Whether the name of an entry is that of a file with conversations, such as `conversations.json` or `conversations-002.json`. */
export const isConversationsFile = (name: string) => /(^|\/)conversations(-\d+)?\.json$/.test(name);

/**
 * The files with conversations, in the order of their names.
 * @param key a key that the conversations of this export have
 * @param keys where it may stand, such as `[].mapping`
 * @throws TranscriptRefused when a zip has none, or they are of another export
 */
export async function conversationFiles(file: SourceFile, places: readonly string[]): Promise<SourceFile[]> {
  const sample = await takeSample(file);
  if (sample.entries === null) return [file];
  const files = (await openZip(file)).filter((entry) => isConversationsFile(entry.name));
  const [first] = files.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (first === undefined) throw new TranscriptRefused("The zip holds no conversations.json.");
  const { paths } = jsonOutline(await takeSample(first));
  if (paths.size > 0 && !places.some((place) => paths.has(place)))
    throw new TranscriptRefused("The conversations.json in the zip is of another form: choose another format.");
  return files;
}
