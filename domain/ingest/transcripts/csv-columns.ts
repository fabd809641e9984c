/** Which column of a table holds what, by its header. Pure. */
import { type Columns, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** Names in small letters with `_` between words, the likeliest first. */
const NAMES: Readonly<Record<keyof Columns, string>> = {
  text: "text message_text message_body message content contents body msg utterance comment",
  conversation:
    "conversation_id conversationid conversation session_id sessionid session thread_id threadid thread ticket_id ticketid ticket chat_id chatid room_id channel_id case_id dialog_id dialogue_id",
  speaker: "speaker author_name author sender_name sender from user_name username user name participant",
  role: "role speaker_role author_role sender_role sender_type author_type speaker_type direction",
  time: "timestamp sent_at sentat created_at createdat datetime date_time date time sent created",
  messageId: "message_id messageid msg_id id",
};

const KINDS = ["text", "conversation", "speaker", "role", "time", "messageId"] as const;

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");

/**
 * Guesses the columns from the names in a header, whatever their case.
 * @returns null when no column can be told to be the text; `sure` is false where two could be it
 */
export function inferColumns(header: readonly string[]): { columns: Columns; sure: boolean } | null {
  const plainHeader = header.map(plain);
  const found = new Map<keyof Columns, string>();
  let texts = 0;
  for (const kind of KINDS) {
    const hits = NAMES[kind]
      .split(" ")
      .map((name) => plainHeader.indexOf(name))
      .filter((index) => index >= 0);
    const column = header[hits[0] ?? -1];
    if (column !== undefined) found.set(kind, column);
    if (kind === "text") texts = hits.length;
  }
  const text = found.get("text");
  return text === undefined ? null : { columns: { ...Object.fromEntries(found), text }, sure: texts === 1 };
}

/** Where in a row each column stands; -1 for one that is not used. */
export type ColumnPlaces = Readonly<Record<keyof Columns, number>>;

/** @throws TranscriptRefused when a column that was asked for is not in the header */
export function placeColumns(header: readonly string[], columns: Columns): ColumnPlaces {
  const trimmed = header.map((name) => name.trim());
  const places = KINDS.map((kind) => {
    const name = columns[kind]?.trim();
    if (name === undefined) return [kind, -1] as const;
    const exact = trimmed.indexOf(name);
    const place = exact >= 0 ? exact : header.findIndex((each) => plain(each) === plain(name));
    if (place < 0) throw new TranscriptRefused(`The file has no column of the name given for: ${kind}.`);
    return [kind, place] as const;
  });
  return Object.fromEntries(places) as Record<keyof Columns, number>;
}
