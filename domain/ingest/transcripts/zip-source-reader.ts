/** Reads a zip's list of entries out of a file, in blocks: the list is read in many small steps. */
import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

const BLOCK_BYTES = 262_144;

export class SourceReader extends RandomAccessReader {
  #block: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(readonly file: SourceFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.stream(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytesAt(position, length).then((bytes) => {
      buffer.set(bytes, offset);
      callback(null);
    }, callback);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  async #bytesAt(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.#block.start;
    if (from < 0 || from + length > this.#block.bytes.length) {
      const end = Math.min(position + Math.max(length, BLOCK_BYTES), this.file.size);
      const pieces: Uint8Array[] = [];
      for await (const piece of this.file.stream(position, end)) pieces.push(piece);
      this.#block = { start: position, bytes: Buffer.concat(pieces) };
    }
    const at = position - this.#block.start;
    const bytes = this.#block.bytes.subarray(at, at + length);
    if (bytes.length < length) throw new Error("unexpected EOF");
    return bytes;
  }
}
