/** Mail: one message as a file (RFC 5322), or a mailbox with many (mbox). */
import PostalMime, { type Email } from "postal-mime";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import { attachmentText, joinTexts } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { withoutQuotedEnd } from "@/domain/ingest/transcripts/mail-text";
import { MailThreads } from "@/domain/ingest/transcripts/mail-threads";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { isMailboxStart, LARGEST_MAIL, type MailBytes, readMails } from "@/domain/ingest/transcripts/read-mails";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  ReadOptions,
  Sample,
  TranscriptFormat,
  TranscriptItem,
} from "@/domain/ingest/transcripts/transcript-format";

const NOT_READ = "The mail cannot be read: it is nested too deeply, or its header is too long.";
const TOO_LONG = "The mail is larger than 50 MB.";

/** A subject that only repeats that of the mail which is answered. */
const ANSWER = /^\s*(?:re|aw|antw|sv|vs|rv|res|rif|odp|ynt|atb|回复|答复|返信)\s*(?:\[\d+\])?\s*[:：]/iu;
/** The old names of American zones, which RFC 5322 still allows. */
const NAMED_ZONE = /\s(?:[ECMP][SD]T|UT)\s*(?:\(.*\))?$/u;

function headerOf(email: Email, key: string): string {
  return email.headers.find((header) => header.key === key)?.value ?? "";
}

function timeOf(email: Email, timezone: string): Date | undefined {
  const written = headerOf(email, "date")
    .replace(/\s*\([^()]*\)\s*$/u, "")
    .trim();
  const time = readTime(written, { timezone });
  return time ?? (NAMED_ZONE.test(written) ? readTime(Date.parse(written), { timezone }) : undefined);
}

/** What the writer of a mail added to its thread, with a subject of its own and the names of what is attached. */
function textOf(email: Email): { text: string; hadQuote: boolean } {
  const body = email.text?.trim() ? email.text : htmlToPlainText(email.html ?? "");
  const isAnswer =
    headerOf(email, "in-reply-to") !== "" || headerOf(email, "references") !== "" || ANSWER.test(email.subject ?? "");
  const { text, hadQuote } = isAnswer ? withoutQuotedEnd(body) : { text: body.trim(), hadQuote: false };
  const attached = email.attachments
    .filter(({ related }) => related !== true)
    .map(({ filename, mimeType }) => {
      const kind = attachmentKind(mimeType) === "file" ? attachmentKind(filename ?? "") : attachmentKind(mimeType);
      return attachmentText(kind, kind === "file" ? (filename ?? undefined) : undefined);
    });
  const subject = ANSWER.test(email.subject ?? "") ? undefined : email.subject;
  return { text: joinTexts([subject, text, ...attached]), hadQuote };
}

function speakerOf(email: Email): { id: string; name?: string } {
  const { address, name } = email.from ?? {};
  const id = (address ?? "").trim().toLowerCase();
  return { id: id || name || "unknown", name: name || undefined };
}

async function* readAll(mails: AsyncIterable<MailBytes>, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const timezone = requireTimezone(options.timezone);
  const gathered = new GatheredMessages();
  const threads = new MailThreads();
  const seen = new HashCounts();
  let sequence = 0n;
  for await (const mail of mails) {
    const { line } = mail;
    const email = "bytes" in mail ? await PostalMime.parse(mail.bytes).catch(() => null) : null;
    if (email === null) {
      yield { kind: "rejected", line, reason: "bytes" in mail ? NOT_READ : TOO_LONG };
      continue;
    }
    if (email.headers.length === 0) {
      yield { kind: "rejected", line, reason: "The mail has no header." };
      continue;
    }
    const { text, hadQuote } = textOf(email);
    const speaker = speakerOf(email);
    const own = threads.idsIn(email.messageId ?? "")[0];
    const id = own === undefined ? recordId(speaker.id, headerOf(email, "date"), text) : storableId(own);
    const root = threads.rootOf(own ?? id, email.references ?? "", email.inReplyTo ?? "");
    if (text === "") gathered.skip("mails without text");
    else if (seen.add(id) > 0) gathered.skip("copies of mails");
    else {
      if (hadQuote) gathered.skip("quotations of earlier mails at the end of a mail");
      sequence += 1n;
      const isMachine = /^auto-/iu.test(headerOf(email, "auto-submitted"));
      yield* gathered.add(
        { id: storableId(root), title: email.subject },
        { id, role: isMachine ? "assistant" : "user", speaker, text, sentAt: timeOf(email, timezone), sequence, line },
      );
    }
  }
  yield* gathered.end();
}

async function* onlyMail(file: SourceFile): AsyncGenerator<MailBytes> {
  if (file.size > LARGEST_MAIL) {
    yield { line: 1, tooLong: true };
    return;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of file.stream()) pieces.push(piece);
  yield { line: 1, bytes: Buffer.concat(pieces) };
}

/** The header of a mail as far as it is in the sample; null when the text does not begin with one. */
function hasMailHeader(text: string): boolean {
  const end = text.search(/\r?\n\r?\n/u);
  const lines = (end === -1 ? text.slice(0, text.lastIndexOf("\n") + 1) : text.slice(0, end)).split(/\r?\n/u);
  const isHeader = lines.every((line, at) => /^[!-9;-~]+:/u.test(line) || (at > 0 && /^(?:[ \t]|$)/u.test(line)));
  const has = (names: RegExp) => lines.some((line) => names.test(line));
  return isHeader && has(/^from:/iu) && has(/^(?:date|message-id|received|mime-version|return-path):/iu);
}

/** Headers are ASCII whatever the encoding of the rest. */
const beginningOf = ({ head, entries }: Sample) => (entries === null ? Buffer.from(head).toString("latin1") : "");

export const eml: TranscriptFormat = {
  name: "eml",
  label: "Mail (EML)",
  detect: (sample) => hasMailHeader(beginningOf(sample)),
  asks: ["timezone"],
  read: (file, options) => requireMessages(readAll(onlyMail(file), options)),
};

export const mbox: TranscriptFormat = {
  name: "mbox",
  label: "Mailbox (mbox)",
  detect(sample) {
    const text = beginningOf(sample);
    return isMailboxStart(text) && hasMailHeader(text.slice(text.indexOf("\n") + 1).replace(/^>From [^\n]*\n/u, ""));
  },
  asks: ["timezone"],
  read: (file, options) => requireMessages(readAll(readMails(file), options)),
};
