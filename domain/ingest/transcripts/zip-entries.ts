/** The entries of a zip, inflated one at a time and never trusted. */
import { finished } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { SourceReader } from "@/domain/ingest/transcripts/zip-source-reader";

const MOST_ENTRIES = 200_000;
const MOST_INFLATED = 20e9;
const HIGHEST_RATIO = 100;
/** Bytes from which on the ratio counts: a small text may well shrink a lot. */
const RATIO_FROM = 10e6;

const DAMAGED = "The zip is damaged, or not what it says it is. Export it again and give it as it was downloaded.";

/** What yauzl says, in our words: its own hold names of entries. */
const REASONS: readonly [RegExp, string][] = [
  [/^absolute path/, "The zip holds an absolute path, which no export has."],
  [/^invalid relative path/, "The zip holds a path that leads out of it, which no export has."],
  [/^invalid characters/, "The zip holds a path with a backslash, which no export has."],
  [/encrypt/, "The zip is encrypted. Unpack it, and give it as a zip without a password."],
  [/^multi-disk/, "The zip is one part of several. Give it as one file."],
];

function refusal(error: unknown): TranscriptRefused {
  if (error instanceof TranscriptRefused) return error;
  const message = error instanceof Error ? error.message : "";
  return new TranscriptRefused(REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? DAMAGED);
}

const isSymlink = (entry: Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;

/** Folders, and what a Mac adds to every zip. */
const isNoFile = (name: string) => /\/$|^__MACOSX\/|(^|\/)\.DS_Store$/.test(name);

function checkEntry(entry: Entry): void {
  if (isSymlink(entry)) throw new TranscriptRefused("The zip holds a link, which no export has.");
  if (entry.isEncrypted()) throw new Error("encrypted");
  if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * HIGHEST_RATIO)
    throw new TranscriptRefused("The zip would grow to more than a hundred times its size, which no export does.");
}

/**
 * Opens a zip by its list of entries; nothing is inflated yet. Folders are left out, and zips inside are files like others.
 * Each entry is a file of its own whose `stream` inflates from its start, so that reading at an offset costs what lies
 * before it. Holds the list alone, about 300 bytes an entry.
 * @throws TranscriptRefused for a zip that is damaged, encrypted or made to do harm, now or while an entry is read
 */
export async function openZip(file: SourceFile): Promise<SourceFile[]> {
  try {
    const options = { autoClose: false, strictFileNames: true };
    const zip = await fromRandomAccessReaderPromise(new SourceReader(file), file.size, options);
    return await listEntries(zip, file.size);
  } catch (error) {
    throw refusal(error);
  }
}

async function listEntries(zip: ZipFile, size: number): Promise<SourceFile[]> {
  if (zip.entryCount > MOST_ENTRIES)
    throw new TranscriptRefused(`The zip holds more than ${MOST_ENTRIES} files: split it into several.`);
  const files: SourceFile[] = [];
  const names = new Set<string>();
  let [compressed, inflated] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry);
    compressed += entry.compressedSize;
    inflated += entry.uncompressedSize;
    if (compressed > size) throw new TranscriptRefused(DAMAGED);
    if (inflated > MOST_INFLATED) throw new TranscriptRefused("The zip would grow to more than 20 GB: split it.");
    if (isNoFile(entry.fileName)) continue;
    if (names.has(entry.fileName)) throw new TranscriptRefused("The zip holds two files of the same name.");
    names.add(entry.fileName);
    // The raw bytes of the list would otherwise stay in memory.
    const empty = Buffer.alloc(0);
    Object.assign(entry, { fileNameRaw: empty, extraFieldRaw: empty, fileCommentRaw: empty, extraFields: [] });
    files.push({
      name: entry.fileName,
      size: entry.uncompressedSize,
      stream: (start = 0, end = entry.uncompressedSize) => sliceOf(inflate(zip, entry), start, end),
    });
  }
  return files;
}

/** The bytes of an entry; at its end length and checksum are those the list of entries gave. */
async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new TranscriptRefused("The zip is packed in a way that Vigil does not read. Pack it with the usual method.");
  let [length, sum] = [0, 0];
  try {
    const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const bytes = entry.compressionMethod === 0 ? raw : raw.pipe(createInflateRaw());
    // An error of the outer stream has to end the inner one, and leaving early has to end both.
    const stop = finished(raw, (error) => {
      if (error && bytes !== raw) bytes.destroy(error);
    });
    try {
      for await (const piece of bytes) {
        length += piece.length;
        if (length > entry.uncompressedSize) throw new TranscriptRefused(DAMAGED);
        sum = crc32(piece, sum);
        yield piece;
      }
    } finally {
      stop();
      raw.destroy();
    }
  } catch (error) {
    throw refusal(error);
  }
  if (length !== entry.uncompressedSize || sum !== entry.crc32) throw new TranscriptRefused(DAMAGED);
}

async function* sliceOf(bytes: AsyncIterable<Uint8Array>, start: number, end: number): AsyncGenerator<Uint8Array> {
  let offset = 0;
  if (end <= start) return;
  for await (const piece of bytes) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, piece.length)];
    offset += piece.length;
    if (from < to) yield piece.subarray(from, to);
    // The last piece is followed to its end, where the checksum is compared.
    if (offset > end) return;
  }
}
