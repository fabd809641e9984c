/** Leaves out what macOS may have put behind a file: its own metadata, in the form AppleDouble (RFC 1740). */
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type { ReadOptions, TranscriptFormat, TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";

/** How far from the end it is looked for; it holds names and marks, hardly more than a few hundred bytes. */
const LOOKED_AT = 65_536;
const MAGIC = Buffer.from([0x00, 0x05, 0x16, 0x07, 0x00, 0x02, 0x00, 0x00]);

/** The file up to its metadata; the same file where there is none. */
export async function withoutMetadata(file: SourceFile): Promise<SourceFile> {
  const from = Math.max(0, file.size - LOOKED_AT);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream(from, file.size)) pieces.push(piece);
  const found = Buffer.concat(pieces).indexOf(MAGIC);
  if (found < 0 || from + found === 0) return file;
  const size = from + found;
  return { name: file.name, size, stream: (start = 0, end = size) => file.stream(start, Math.min(end, size)) };
}

/**
 * Reads a file with a format, without its metadata.
 * @throws TranscriptRefused when nothing of it can be used
 */
export async function* readTranscript(
  format: TranscriptFormat,
  file: SourceFile,
  options: ReadOptions,
): AsyncGenerator<TranscriptItem> {
  const content = await withoutMetadata(file);
  if (content.size < file.size) {
    const text = `The last ${file.size - content.size} bytes are metadata of macOS and were left out.`;
    yield { kind: "warning", text };
  }
  yield* format.read(content, options);
}
