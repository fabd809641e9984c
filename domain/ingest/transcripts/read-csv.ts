/** The rows of a CSV file, one at a time. */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { decodeText } from "@/domain/ingest/transcripts/decode-text";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { type TranscriptItem, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** `line` is where the row begins, from 1. */
export type CsvRow = { line: number; cells: readonly string[] };

const LONGEST_ROW = 16_000_000;

/**
 * Reads a file as RFC 4180 says. Rows without anything in them are left out; the number of cells is not checked. A
 * warning about the encoding comes as a ready item, told apart by its `kind`.
 * @throws TranscriptRefused naming the line where quotation marks do not pair, or when it is no text
 */
export async function* readCsv(
  file: SourceFile,
  { delimiter = "," } = {},
): AsyncGenerator<CsvRow | Extract<TranscriptItem, { kind: "warning" }>> {
  const warnings: Extract<TranscriptItem, { kind: "warning" }>[] = [];
  async function* texts() {
    for await (const piece of decodeText(file)) {
      if (typeof piece === "string") yield piece;
      else warnings.push(piece);
    }
  }
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const source = Readable.from(texts());
  source.on("error", (error) => parser.destroy(error));
  let lines = 0;
  try {
    for await (const { info, record } of source.pipe(parser) as AsyncIterable<{
      info: { lines: number };
      record: string[];
    }>) {
      yield* warnings.splice(0);
      const line = lines + 1;
      lines = info.lines;
      if (record.some((cell) => cell.trim() !== "")) yield { line, cells: record };
    }
    yield* warnings;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : lines + 1;
    throw new TranscriptRefused(
      `The table cannot be read at line ${line}: a quotation mark is missing or out of place.`,
    );
  } finally {
    source.destroy();
  }
}
