/** The rows of a table in text, as spreadsheets write it. */
import { Readable } from "node:stream";
import { type CsvError, type Options, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { decodeText } from "@/domain/ingest/transcripts/decode-text";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { type TranscriptItem, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** `line` is the line on which the row ends, from 1. */
export type Row = { line: number; cells: string[] };
export type Dialect = { delimiter: string; firstLine: number };

type Rejection = Extract<TranscriptItem, { kind: "rejected" }>;

const DELIMITERS = [",", ";", "\t", "|"];
const LONGEST_ROW = 16_000_000;

/** What is wrong with a row, in our words: the parser's own may hold what stands in it. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: "A quotation mark ends in the middle of a cell.",
  INVALID_OPENING_QUOTE: "A quotation mark stands in a cell that does not begin with one.",
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "The row has more or fewer cells than the header.",
};

const optionsOf = ({ delimiter, firstLine }: Dialect): Options => ({
  delimiter,
  from_line: firstLine,
  record_delimiter: ["\r\n", "\n", "\r"],
  skip_empty_lines: true,
  max_record_size: LONGEST_ROW,
});

/** How often a character stands outside quotation marks. */
const countOutside = (text: string, character: string) => text.replace(/"[^"]*"?/g, "").split(character).length - 1;

/** How the cells are parted: as a `sep=` line says, else by what stands most often in the header, like in the next row. */
export function sniffDialect(text: string): Dialect {
  const [first = ""] = text.split(/\r\n|\n|\r/, 1);
  const [, stated] = /^"?sep=(.)"?$/i.exec(first.trimEnd()) ?? /^sep=(\t)$/i.exec(first) ?? [];
  if (stated !== undefined) return { delimiter: stated, firstLine: 2 };
  const [header = "", row = ""] = text.split(/\r\n|\n|\r/).filter((line) => line !== "");
  const scored = DELIMITERS.map((delimiter) => {
    const inHeader = countOutside(header, delimiter);
    return { delimiter, inHeader, isEven: inHeader === countOutside(row, delimiter) };
  }).filter(({ inHeader }) => inHeader > 0);
  scored.sort((a, b) => Number(b.isEven) - Number(a.isEven) || b.inHeader - a.inHeader);
  return { delimiter: scored[0]?.delimiter ?? ",", firstLine: 1 };
}

/** The first rows of a text, as far as they can be read; none when the first one cannot. */
export function firstRows(text: string, dialect: Dialect, count: number): string[][] {
  for (const to of [count, 1]) {
    try {
      return parseAtOnce(text, { ...optionsOf(dialect), to, relax_column_count: true });
    } catch {
      // The text may end inside a row.
    }
  }
  return [];
}

/**
 * All rows, the header first. A row that breaks the rules of quotation marks, or has other cells than the header, is
 * rejected with its line; an opening quotation mark without an end takes everything after it, so it is refused.
 * @throws TranscriptRefused when it is no text, or a quotation mark has no end
 */
export async function* readRows(file: SourceFile, dialect: Dialect): AsyncGenerator<Row | TranscriptItem> {
  const aside: TranscriptItem[] = [];
  let parsed = 0;
  let rejected = 0;
  /** The parser takes a line break of two characters inside a cell for two. */
  let doubled = 0;
  async function* texts() {
    for await (const piece of decodeText(file)) {
      if (typeof piece === "string") yield piece;
      else aside.push(piece);
    }
  }
  const parser = parse({
    ...optionsOf(dialect),
    info: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const item = rejection(error, parsed, doubled);
      // One row may be wrong in several ways.
      if (item.line !== rejected) aside.push(item);
      rejected = item.line;
      return undefined;
    },
    on_record: (record: string[], { lines }) => {
      parsed = lines;
      return record;
    },
  });
  const source = Readable.from(texts());
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield* aside.splice(0);
      for (const cell of record) if (cell.includes("\r\n")) doubled += cell.split("\r\n").length - 1;
      yield { line: info.lines - doubled, cells: record };
    }
  } finally {
    source.destroy();
  }
  yield* aside;
}

function rejection(error: CsvError | undefined, parsed: number, doubled: number): Rejection {
  const line = (typeof error?.lines === "number" ? error.lines : parsed + 1) - doubled;
  if (error?.code === "CSV_QUOTE_NOT_CLOSED" || error?.code === "CSV_MAX_RECORD_SIZE")
    throw new TranscriptRefused(
      `The table cannot be read from line ${parsed - doubled + 1} on: a quotation mark there has no end, and takes all that follows.`,
    );
  return { kind: "rejected", line, reason: REASONS[error?.code ?? ""] ?? "The row cannot be read." };
}
