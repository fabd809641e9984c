import { z } from "zod";
import { type Run, readArguments, WrongUse } from "@/bin/commands/command";
import type { Output } from "@/bin/commands/output";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { exportAuditLog } from "@/domain/access/export-audit-log";
import { exportWholeLog } from "@/domain/access/export-whole-log";
import { exportConversations } from "@/domain/decide/export-conversations";
import { exportDecisions } from "@/domain/decide/export-decisions";
import { type ExportRange, exportRangeSchema } from "@/domain/ingest/export-range";
import { exportEvaluation } from "@/domain/measure/export-evaluation";
import { exportAccuracy, exportFigures, exportThresholds } from "@/domain/measure/exports/export-figures";
import { exportOutcomes } from "@/domain/measure/exports/export-outcomes";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";
import { csvLine } from "@/lib/text/csv-line";

const optionsSchema = exportRangeSchema.extend({
  format: z.enum(["jsonl", "csv", "log"], "jsonl, csv, or log").optional(),
});

type Rows = AsyncGenerator<object, void>;

const KINDS: Readonly<Record<string, (range: ExportRange, say: Output["say"]) => Rows>> = {
  decisions: (range) => exportDecisions(CLI, range),
  conversations: (range) => exportConversations(CLI, range),
  evaluation: (range, say) =>
    exportEvaluation(CLI, range, (id) => say(`left out, erased or edited since it was decided: ${id}`)),
  audit: (range) => exportAuditLog(CLI, range),
  measure: (range) => exportFigures(CLI, daysOf(range)),
  outcomes: (range) => exportOutcomes(CLI, daysOf(range)),
  accuracy: (range) => exportAccuracy(CLI, daysOf(range)),
  thresholds: (range) => exportThresholds(CLI, daysOf(range)),
};

/** Figures are counted by the day. */
const daysOf = (range: ExportRange) => readArguments(measureFilterSchema, range);

async function writeJson(rows: Rows, output: Output): Promise<void> {
  let before = "[";
  for await (const row of rows) {
    await output.write(`${before}${JSON.stringify(row)}`);
    before = ",\n";
  }
  await output.write(before === "[" ? "[]\n" : "]\n");
}

async function writeLines(rows: Rows, output: Output, format: "jsonl" | "csv" | "log"): Promise<void> {
  let isFirst = true;
  for await (const row of rows) {
    if (format !== "csv") await output.write(`${JSON.stringify(row)}\n`);
    else await output.write(`${isFirst ? csvLine(Object.keys(row)) : ""}${csvLine(Object.values(row))}`);
    isFirst = false;
  }
}

/** `export`: rows as they are read, so that a table of any size takes little memory. */
export const exportRecords: Run = async ({ values, positionals }, output) => {
  const { format, ...range } = readArguments(optionsSchema, values);
  const [kind, ...more] = positionals;
  const start = kind === undefined || more.length > 0 ? undefined : KINDS[kind];
  if (start === undefined) throw new WrongUse(`say what to export: one of ${Object.keys(KINDS).join(", ")}`);
  if (output.json && format !== undefined) throw new WrongUse("--json and --format exclude each other");
  if (kind === "evaluation" && format === "csv") throw new WrongUse("evaluation is written as jsonl only");
  const wholeLog = format === "log";
  if (wholeLog && (kind !== "audit" || Object.keys(range).length > 0))
    throw new WrongUse("log is the format of the whole audit log: of nothing else, and without --from and --to");
  return withDesk(output.say, async () => {
    const rows = wholeLog ? exportWholeLog(CLI) : start(range, output.say);
    if (output.json) await writeJson(rows, output);
    else await writeLines(rows, output, format ?? "jsonl");
    return 0;
  });
};
