/** Tables: CSV with any of the usual separators, one message a row. */
import { type ColumnPlaces, inferColumns, placeColumns } from "@/domain/ingest/transcripts/csv-columns";
import { type Dialect, firstRows, type Row, readRows, sniffDialect } from "@/domain/ingest/transcripts/csv-rows";
import { fileId } from "@/domain/ingest/transcripts/file-id";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { DateOrderVotes, requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { dateNumbers, readTime, type TimeContext } from "@/domain/ingest/transcripts/read-time";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import {
  type Columns,
  type ReadOptions,
  type Sample,
  type TranscriptFormat,
  type TranscriptItem,
  type TranscriptMessage,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";

/** An id that a spreadsheet has cut: others that began alike look the same now. */
const CUT_ID = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** Reads rows into messages, and counts what goes wrong with them. */
class RowReader {
  readonly #seen = new HashCounts();
  /** Ids that the file gives, each with its conversation, and with the first text under it. */
  readonly #givenIds = new HashCounts();
  readonly #firstTexts = new HashCounts();
  readonly gathered = new GatheredMessages();
  cutIds = 0;
  sharedIds = 0;
  unreadTimes = 0;

  constructor(
    readonly at: ColumnPlaces,
    readonly time: TimeContext,
    readonly wholeFile: string,
  ) {}

  *take({ line, cells }: Row): Generator<TranscriptItem> {
    const cell = (kind: keyof Columns) => cells[this.at[kind]] ?? "";
    const text = cell("text");
    const conversation = this.at.conversation < 0 ? this.wholeFile : storableId(cell("conversation").trim());
    if (this.at.conversation >= 0 && cell("conversation").trim() === "") {
      yield { kind: "rejected", line, reason: "The row does not say which conversation it belongs to." };
    } else if (text.trim() === "") this.gathered.skip("messages without text");
    else yield* this.gathered.add({ id: conversation }, this.#message(line, conversation, text, cell));
  }

  #message(line: number, conversation: string, text: string, cell: (kind: keyof Columns) => string): TranscriptMessage {
    const speaker = cell("speaker").trim();
    const word = cell("role").trim();
    const time = cell("time").trim();
    const sentAt = readTime(time, this.time);
    if (time !== "" && sentAt === undefined) this.unreadTimes += 1;
    const given = cell("messageId").trim();
    if (CUT_ID.test(given) || CUT_ID.test(cell("conversation").trim())) this.cutIds += 1;
    return {
      id:
        given === "" || CUT_ID.test(given)
          ? this.#idOf(conversation, speaker, time, text)
          : this.#givenId(conversation, given, text),
      role: roleOfWord(word) ?? roleOfWord(speaker) ?? "user",
      speaker: speaker === "" ? { id: storableId(word || "unknown") } : { id: storableId(speaker), name: speaker },
      text,
      ...(sentAt && { sentAt }),
      line,
    };
  }

  #idOf(...parts: string[]): string {
    const id = recordId(...parts);
    const before = this.#seen.add(id);
    return before === 0 ? id : `${id}.${before}`;
  }

  /** The id that the file gives; with other words under an id that was there before, one of their own made from both. */
  #givenId(conversation: string, given: string, text: string): string {
    const id = storableId(given);
    const firstText = JSON.stringify([conversation, id, text]);
    if (this.#givenIds.add(JSON.stringify([conversation, id])) === 0) this.#firstTexts.add(firstText);
    else if (!this.#firstTexts.has(firstText)) {
      this.sharedIds += 1;
      return `${id}.${recordId(text)}`;
    }
    return id;
  }

  *warnings(): Generator<TranscriptItem> {
    const warning = (text: string): TranscriptItem => ({ kind: "warning", text });
    if (this.at.conversation < 0)
      yield warning("There is no column for the conversation: the whole file is read as one conversation.");
    if (this.cutIds > 0)
      yield warning(
        `A spreadsheet has cut the ids of ${this.cutIds} rows (as in 7.7E+18): several may have become one. Export again and do not open the file in a spreadsheet.`,
      );
    if (this.sharedIds > 0)
      yield warning(
        `${this.sharedIds} rows have the id of an earlier row of their conversation, but other words: these become messages of their own.`,
      );
    if (this.unreadTimes > 0) yield warning(`${this.unreadTimes} times could not be read, and are left out.`);
  }
}

/** Reads the times of the whole table once, to tell day and month apart. */
async function inferDateOrder(file: SourceFile, dialect: Dialect, place: number): Promise<TranscriptItem | null> {
  const votes = new DateOrderVotes();
  let isHeader = true;
  for await (const row of readRows(file, dialect)) {
    if ("kind" in row) continue;
    const numbers = isHeader ? null : dateNumbers(row.cells[place] ?? "");
    isHeader = false;
    if (numbers !== null) votes.add(numbers);
  }
  const verdict = votes.verdict();
  return verdict && { kind: "inferred", ...verdict };
}

async function* readTable(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const timezone = requireTimezone(options.timezone);
  const text = (await takeSample(file)).text ?? "";
  const dialect = sniffDialect(text);
  const header = firstRows(text, dialect, 1)[0] ?? [];
  const inferred = options.columns === undefined ? inferColumns(header) : { columns: options.columns, sure: true };
  yield { kind: "inferred", columns: inferred?.columns, header, sure: inferred?.sure ?? false };
  if (inferred === null) throw new TranscriptRefused("It cannot be told which column holds the text: say so.");
  const places = placeColumns(header, inferred.columns);
  let dateOrder = options.dateOrder;
  if (dateOrder === undefined && places.time >= 0) {
    const item = await inferDateOrder(file, dialect, places.time);
    if (item?.kind === "inferred") {
      dateOrder = item.dateOrder;
      yield item;
    }
  }
  const wholeFile = places.conversation < 0 ? await fileId(file) : "";
  const reader = new RowReader(places, { timezone, dateOrder, excel: true }, wholeFile);
  let isHeader = true;
  for await (const row of readRows(file, dialect)) {
    if ("kind" in row) yield row;
    else if (isHeader) isHeader = false;
    else yield* reader.take(row);
  }
  yield* reader.gathered.end();
  yield* reader.warnings();
}

/** A table by its looks: known names in its header, or a header and rows of the same width without blanks around. */
function looksLikeTable({ text }: Sample): boolean {
  if (text === null || /^\s*[[{<]/.test(text)) return false;
  const [header = [], ...rows] = firstRows(text, sniffDialect(text), 5);
  if (header.length < 2) return false;
  const hasRows = rows.length > 0 && rows.every((row) => row.length === header.length);
  const isHeader = header.every((name) => name !== "" && name === name.trim() && name.length <= 60);
  return hasRows && isHeader && new Set(header).size === header.length;
}

export const csv: TranscriptFormat = {
  name: "csv",
  label: "Table (CSV)",
  detect(sample) {
    if (looksLikeTable(sample)) return true;
    if (sample.text === null || /^\s*[[{<]/.test(sample.text)) return false;
    const [header = []] = firstRows(sample.text, sniffDialect(sample.text), 1);
    const { columns } = inferColumns(header) ?? {};
    return header.length > 1 && columns !== undefined && Object.keys(columns).length > 1;
  },
  asks: ["columns", "timezone", "dateOrder"],
  read: (file, options) => requireMessages(readTable(file, options)),
};
