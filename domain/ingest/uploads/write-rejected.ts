/** Writes rejected records for download, as they come. */
import type { Rejected } from "@/domain/ingest/uploads/list-rejected";
import { csvLine } from "@/lib/text/csv-line";

/** CSV with a header (RFC 4180). */
export async function* rejectedAsCsv(pages: AsyncIterable<Rejected[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvLine(["line", "reason"]));
  for await (const page of pages) {
    yield encoder.encode(page.map(({ line, reason }) => csvLine([String(line), reason])).join(""));
  }
}

/** `{"items": […]}` in one JSON document. */
export async function* rejectedAsJson(pages: AsyncIterable<Rejected[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode('{"items":[');
  let isFirst = true;
  for await (const page of pages) {
    yield encoder.encode(`${isFirst ? "" : ","}${page.map((record) => JSON.stringify(record)).join(",")}`);
    isFirst = false;
  }
  yield encoder.encode("]}");
}
