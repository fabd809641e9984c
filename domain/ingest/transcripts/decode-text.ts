/** The text of a file in pieces, whatever its encoding. */
import { isAscii } from "node:buffer";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { type Encoding, encodingOfBytes, encodingOfHead } from "@/domain/ingest/transcripts/text-encoding";
import { type TranscriptItem, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

type Warning = Extract<TranscriptItem, { kind: "warning" }>;

const SAMPLE_BYTES = 65_536;

/** Joins small pieces, so that an encoding is told from enough of them. The last piece may be shorter. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>, least: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    if (length === 0 && piece.length >= least) {
      yield piece;
      continue;
    }
    held.push(piece);
    length += piece.length;
    if (length < least) continue;
    yield Buffer.concat(held);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held);
}

/** Decodes piece after piece and knows where it stands. */
class PositionedDecoder {
  #offset = 0;
  #before: Uint8Array = new Uint8Array();
  readonly #decoder: TextDecoder;

  constructor(
    readonly encoding: string,
    offset: number,
  ) {
    this.#offset = offset;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(bytes: Uint8Array): string {
    try {
      const text = this.#decoder.decode(bytes, { stream: true });
      this.#offset += bytes.length;
      this.#before = bytes.subarray(-3);
      return text;
    } catch {
      throw this.#refusal(this.#offset + this.#firstBroken(bytes));
    }
  }

  end(): void {
    try {
      this.#decoder.decode();
    } catch {
      throw this.#refusal(this.#offset);
    }
  }

  #firstBroken(bytes: Uint8Array): number {
    const fresh = new TextDecoder(this.encoding, { fatal: true });
    // A character may have begun in the piece before; bytes that only continue one are no place to begin at.
    const begun = this.encoding === "utf-8" ? this.#before.findIndex((byte) => byte >= 0xc0) : -1;
    if (begun >= 0) fresh.decode(this.#before.subarray(begun), { stream: true });
    for (let at = 0; at < bytes.length; at++) {
      try {
        fresh.decode(bytes.subarray(at, at + 1), { stream: true });
      } catch {
        return at;
      }
    }
    return bytes.length;
  }

  #refusal(offset: number): TranscriptRefused {
    return new TranscriptRefused(
      `The text cannot be read as ${this.encoding} at byte ${offset + 1}. Save the file as UTF-8 and try again.`,
    );
  }
}

function guessed({ name }: Encoding): Warning {
  return { kind: "warning", text: `The file is not in UTF-8. It was read as ${name}: check that names look right.` };
}

/**
 * The text of a file from its start, without a byte order mark, in pieces. An encoding that had to be guessed is told
 * by one warning, before the first text it matters for. Holds no more than about 64 kB.
 * @throws TranscriptRefused when it is no text; the byte is named (from 1) where that shows late
 */
export async function* decodeText(file: SourceFile): AsyncGenerator<string | Warning> {
  let decoder: PositionedDecoder | undefined;
  let offset = 0;
  for await (const bytes of inPieces(file.stream(), SAMPLE_BYTES)) {
    if (decoder === undefined) {
      const head = offset === 0 ? encodingOfHead(bytes) : null;
      if (head === null && isAscii(bytes)) {
        // ASCII is the same in UTF-8 and in the encodings that are guessed.
        offset += bytes.length;
        yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
        continue;
      }
      const first = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 1000);
      const encoding = head ?? encodingOfBytes(bytes.subarray(first, first + SAMPLE_BYTES));
      if (!encoding.certain) yield guessed(encoding);
      decoder = new PositionedDecoder(encoding.name, offset);
    }
    yield decoder.decode(bytes);
  }
  decoder?.end();
}
