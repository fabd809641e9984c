import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { ExportRange } from "@/domain/ingest/export-range";
import { exportEvaluation } from "@/domain/measure/export-evaluation";
import { exportAccuracy, exportFigures, exportThresholds } from "@/domain/measure/exports/export-figures";
import { exportOutcomes } from "@/domain/measure/exports/export-outcomes";
import type { MeasureExport } from "@/domain/measure/exports/export-query";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { csvLine } from "@/lib/text/csv-line";

type Lines = AsyncGenerator<object, void>;

const EXPORTS: Readonly<Record<MeasureExport, (actor: Actor, filter: MeasureFilter) => Lines>> = {
  figures: exportFigures,
  outcomes: exportOutcomes,
  accuracy: exportAccuracy,
  thresholds: exportThresholds,
};

/**
 * Conversations with what was decided on them, with their words, as `vigil evaluate` reads them: one JSON object a line.
 * Those that were erased, or edited since, are left out.
 * @throws FORBIDDEN at once, before a byte
 */
export function startEvaluationFile(actor: Actor, range: ExportRange): AsyncGenerator<Uint8Array> {
  requireRight(actor, "content.export");
  return written(
    exportEvaluation(actor, range, () => undefined),
    "jsonl",
  );
}

async function* written(lines: Lines, format: "csv" | "jsonl"): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder();
  let head = format === "csv";
  for await (const line of lines) {
    if (format === "jsonl") yield bytes.encode(`${JSON.stringify(line)}\n`);
    else yield bytes.encode(`${head ? csvLine(Object.keys(line)) : ""}${csvLine(Object.values(line))}`);
    head = false;
  }
}

/**
 * An export of the figures as bytes, written as it is read: CSV with a header (RFC 4180, cells that no spreadsheet takes
 * for formulas), or one JSON object a line.
 * @throws FORBIDDEN at once, before a byte
 */
export function startExport(
  actor: Actor,
  what: MeasureExport,
  format: "csv" | "jsonl",
  filter: MeasureFilter,
): AsyncGenerator<Uint8Array> {
  requireRight(actor, what === "outcomes" ? "records.export" : "measure.read");
  return written(EXPORTS[what](actor, filter), format);
}
