/**
 * Cuts a mailbox file (mbox, RFC 4155) into its mails. It works on bytes, since every mail has an encoding of its own.
 * A mail begins after a line `From …` with a time in it, at the start or after an empty line.
 */
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

export type MailBytes = { line: number; bytes: Uint8Array } | { line: number; tooLong: true };

const LINE_FEED = 10;
const GREATER = 62;
/** Bytes. */
export const LARGEST_MAIL = 50_000_000;
const SEPARATOR = /^From (?:-|\S+).*\d{1,2}:\d{2}/u;

/** Lines with their line feed. A line longer than any mail may be comes in pieces; the mail is too long either way. */
async function* byteLines(file: SourceFile, longest: number): AsyncGenerator<{ line: Buffer; isStart: boolean }> {
  let pieces: Buffer[] = [];
  let length = 0;
  let isStart = true;
  for await (const chunk of file.stream()) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, start)) {
      pieces.push(bytes.subarray(start, at + 1));
      yield { line: Buffer.concat(pieces), isStart };
      pieces = [];
      length = 0;
      isStart = true;
      start = at + 1;
    }
    pieces.push(Buffer.from(bytes.subarray(start)));
    length += bytes.length - start;
    if (length > longest) {
      yield { line: Buffer.concat(pieces), isStart };
      pieces = [];
      length = 0;
      isStart = false;
    }
  }
  if (length > 0) yield { line: Buffer.concat(pieces), isStart };
}

function isSeparator(line: Buffer): boolean {
  return line[0] === 70 && line.length < 1_000 && SEPARATOR.test(line.toString("latin1"));
}

/** `>From ` and `>>From ` lose one `>`, as the writers of mailboxes add one. */
function unescapeFrom(line: Buffer): Buffer {
  if (line[0] !== GREATER) return line;
  let at = 0;
  while (line[at] === GREATER) at += 1;
  return line.toString("latin1", at, at + 5) === "From " ? line.subarray(1) : line;
}

/** Whether a text begins as a mailbox does. */
export function isMailboxStart(text: string): boolean {
  return SEPARATOR.test(text.slice(0, text.search(/\r|\n|$/u)));
}

/**
 * The mails of a mailbox, one at a time in memory.
 * @param largest bytes; a mail over it is passed over and said to be too long
 */
export async function* readMails(file: SourceFile, largest = LARGEST_MAIL): AsyncGenerator<MailBytes> {
  let mail: Buffer[] = [];
  let size = 0;
  let isOpen = false;
  let isAfterBlank = true;
  let lineNumber = 0;
  let startLine = 1;
  const finished = (): MailBytes =>
    size > largest ? { line: startLine, tooLong: true } : { line: startLine, bytes: Buffer.concat(mail) };
  for await (const { line, isStart } of byteLines(file, largest)) {
    if (isStart) lineNumber += 1;
    if (isStart && isAfterBlank && isSeparator(line)) {
      if (isOpen) yield finished();
      mail = [];
      size = 0;
      isOpen = true;
      startLine = lineNumber;
    } else if (isOpen) {
      const unescaped = unescapeFrom(line);
      size += unescaped.length;
      if (size <= largest) mail.push(unescaped);
      else mail = [];
    }
    isAfterBlank = isStart && line.length <= 2 && (line[0] === LINE_FEED || (line[0] === 13 && line[1] === LINE_FEED));
  }
  if (isOpen) yield finished();
}
