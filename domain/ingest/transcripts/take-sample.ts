/** Looks at the beginning of a file, for telling formats apart. */

import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { encodingOfBytes, encodingOfHead } from "@/domain/ingest/transcripts/text-encoding";
import { type Sample, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

const HEAD_BYTES = 65_536;

async function headOf(file: SourceFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream(0, Math.min(HEAD_BYTES, file.size))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function textOf(head: Uint8Array): string | null {
  try {
    const { name } = encodingOfHead(head) ?? encodingOfBytes(head);
    return new TextDecoder(name).decode(head, { stream: true });
  } catch (error) {
    if (error instanceof TranscriptRefused) return null;
    throw error;
  }
}

const isZip = ([p, k, third, fourth]: Uint8Array) =>
  p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));

/** The first 64 kB of a file, or the names in a zip. @throws TranscriptRefused for a zip that cannot be used */
export async function takeSample(file: SourceFile): Promise<Sample> {
  const head = await headOf(file);
  if (!isZip(head)) return { head, text: textOf(head), entries: null };
  return { head, text: null, entries: (await openZip(file)).map((entry) => entry.name) };
}
