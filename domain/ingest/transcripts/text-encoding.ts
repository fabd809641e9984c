/** Tells in which encoding a text is written. Pure. */
import { isAscii } from "node:buffer";
import { analyse } from "chardet";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** `certain` is false where bytes alone decided, without a mark and without being valid UTF-8. */
export type Encoding = { name: string; certain: boolean };

const UTF8: Encoding = { name: "utf-8", certain: true };

const NO_TEXT = "The file is not a text: it holds bytes that no text has. Give the export as it was downloaded.";

/** How much of what is not ASCII may be broken in a text that is UTF-8 all the same: then it is damaged, not foreign. */
const DAMAGED_SHARE = 0.2;

/**
 * What the first bytes say: a byte order mark, or the zeros of UTF-16.
 * @param head the beginning of the file
 * @returns null when they say nothing, so that the first bytes above ASCII have to
 * @throws TranscriptRefused when it is no text
 */
export function encodingOfHead(head: Uint8Array): Encoding | null {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return { name: "utf-16le", certain: true };
  if (a === 0xfe && b === 0xff) return { name: "utf-16be", certain: true };
  if (a === 0xef && b === 0xbb && c === 0xbf) return UTF8;
  const zeros = [0, 0];
  const looked = Math.min(head.length, 4096);
  for (let at = 0; at < looked; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return null;
  const most = looked / 2 / 3;
  if (odd > most && even < odd / 10) return { name: "utf-16le", certain: true };
  if (even > most && odd < even / 10) return { name: "utf-16be", certain: true };
  throw new TranscriptRefused(NO_TEXT);
}

function decodes(name: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/**
 * The encoding of bytes that hold more than ASCII.
 * @param sample at most 64 kB from the place where the first byte above ASCII is near; its end may cut a character
 * @throws TranscriptRefused when no encoding fits
 */
export function encodingOfBytes(sample: Uint8Array): Encoding {
  if (isAscii(sample) || decodes(UTF8.name, sample) !== null) return UTF8;
  const lenient = new TextDecoder("utf-8").decode(sample, { stream: true });
  const foreign = lenient.match(/[^\0-\x7f]/gu) ?? [];
  const broken = foreign.filter((character) => character === "\ufffd").length;
  if (broken <= foreign.length * DAMAGED_SHARE) return UTF8;
  const fitting = analyse(sample).find(({ name }) => !name.startsWith("UTF") && decodes(name, sample) !== null);
  if (fitting === undefined) throw new TranscriptRefused(NO_TEXT);
  return { name: fitting.name, certain: false };
}
