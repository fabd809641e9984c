/** What stands after the stamp of a WhatsApp line: who wrote, and what. Pure. */
import { attachmentText } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { withoutDirectionMarks } from "@/domain/ingest/transcripts/whatsapp-stamp";
import {
  ATTACHED_FIRST,
  ATTACHED_LAST,
  EDITED,
  LEFT_OUT,
  saysDeleted,
} from "@/domain/ingest/transcripts/whatsapp-words";

/** A name of up to 120 characters before a colon; notices quote names of groups, so a quotation mark ends the search. */
const SPEAKER = /^([^:"“”„«»\n]{1,120}?)\s*:(?:\s|$)/u;

/**
 * Parts who wrote from what was written.
 * @param rest a line after its stamp
 * @returns a line of the app itself, such as "Ann joined", has no speaker
 */
export function splitSpeaker(rest: string): { speaker: string | null; text: string } {
  const line = withoutDirectionMarks(rest.slice(0, 200)) === rest.slice(0, 200) ? rest : withoutLeadingMarks(rest);
  const match = SPEAKER.exec(line);
  if (match === null) return { speaker: null, text: line };
  // A tilde stands before the name of somebody who is not in the address book.
  const speaker = withoutDirectionMarks(match[1] ?? "")
    .replace(/^~[\s\u202f\u00a0]*/u, "")
    .trim();
  return speaker === "" ? { speaker: null, text: line } : { speaker, text: line.slice(match[0].length) };
}

function withoutLeadingMarks(text: string): string {
  return text.replace(/^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/u, "");
}

export type ChatText = { text: string; isDeleted: boolean; isEdited: boolean };

const LONGEST_NOTE = 2_000;

/** Puts what the app writes for attachments, deletions and edits into our words; anything else stays to the letter. */
export function readChatText(written: string): ChatText {
  const isEdited = written.includes("<") && EDITED.test(withoutDirectionMarks(written.slice(-80)));
  const text = isEdited ? written.replace(/[\s\u200e\u200f]*<[^<>]*>[\u200e\u200f\s]*$/u, "") : written;
  const bare = withoutDirectionMarks(text.slice(0, LONGEST_NOTE)).trim();
  if (saysDeleted(bare)) return { text: "[deleted]", isDeleted: true, isEdited };
  return { text: attachmentIn(bare, text) ?? text.trimEnd(), isDeleted: false, isEdited };
}

/** @param bare the beginning of `text`, without marks of writing direction */
function attachmentIn(bare: string, text: string): string | null {
  const last = bare.endsWith(">") && text.length <= LONGEST_NOTE ? ATTACHED_LAST.exec(bare) : null;
  if (last !== null) return named(last[2] ?? "", last[1] ?? "");
  const end = bare.indexOf("\n");
  const firstLine = end === -1 ? bare : bare.slice(0, end).trimEnd();
  // What stands on the lines below is the caption.
  const caption = end === -1 ? "" : text.slice(text.indexOf("\n") + 1).trim();
  const leftOut = firstLine.length < 60 ? LEFT_OUT.get(firstLine.toLowerCase()) : undefined;
  if (leftOut !== undefined) return attachmentText(leftOut, caption);
  const file = firstLine.endsWith(")") ? ATTACHED_FIRST.exec(firstLine)?.[1] : undefined;
  return file === undefined ? null : named(file, caption);
}

function named(file: string, caption: string): string {
  const kind = attachmentKind(file);
  return attachmentText(kind, caption || (kind === "file" ? file : undefined));
}
