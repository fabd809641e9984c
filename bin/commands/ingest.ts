import path from "node:path";
import { z } from "zod";
import { type Run, readArguments, WrongUse } from "@/bin/commands/command";
import { fileOnDisk } from "@/bin/commands/file-on-disk";
import type { Output } from "@/bin/commands/output";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";
import { PreviewCounts } from "@/domain/ingest/transcripts/preview-transcript";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { readTranscript } from "@/domain/ingest/transcripts/without-metadata";
import { bringInFile } from "@/domain/ingest/uploads/bring-in-file";
import { formatOf } from "@/domain/ingest/uploads/scan-file";
import { formatNameSchema, readOptionsOf, timezoneSchema } from "@/domain/ingest/uploads/upload-options";
import { dateOrderSchema, type UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { OperatorError } from "@/lib/process/operator-error";

const optionsSchema = z.object({
  format: formatNameSchema.optional(),
  timezone: timezoneSchema.optional(),
  "date-order": dateOrderSchema.optional(),
  source: z.uuid("must be the id of a source: npm run vigil -- source list").optional(),
  "dry-run": z.boolean().optional(),
});

/** What came of one file. `error` where it could not be used, or not to its end. */
type FileResult = {
  file: string;
  format: string | null;
  conversations: number;
  messages: number;
  /** Messages that the desk had not seen before; 0 in a dry run. */
  added: number;
  rejected: { line: number; reason: string }[];
  warnings: string[];
  error?: string;
};

/** `ingest`: brings transcript files in, or with `--dry-run` says what is in them. Stopped, it goes on where it was. */
export const ingest: Run = async (given, output) => {
  const { positionals: files, values } = given;
  if (files.length === 0) throw new WrongUse("name at least one file");
  const { "dry-run": dryRun, "date-order": dateOrder, source, format, timezone } = readArguments(optionsSchema, values);
  const options: UploadOptions = {
    ...(format ? { format } : {}),
    ...(timezone ? { timezone } : {}),
    ...(dateOrder ? { dateOrder } : {}),
  };
  const results: FileResult[] = [];
  const run = async () => {
    for (const name of files) results.push(await ingestOne(name, options, { dryRun: dryRun === true, source }, output));
    return 0 as const;
  };
  if (dryRun) await run();
  else {
    await withDesk(output.say, async () => {
      // A desk that was never started has no queues yet.
      await ensureReadingQueues();
      return run();
    });
  }
  await output.result(results, results.flatMap(linesOf));
  return results.some(({ error }) => error !== undefined) ? 1 : 0;
};

async function ingestOne(
  name: string,
  options: UploadOptions,
  { dryRun, source }: { dryRun: boolean; source: string | undefined },
  output: Output,
): Promise<FileResult> {
  const counts = new PreviewCounts();
  const rejected: FileResult["rejected"] = [];
  const result: FileResult = {
    file: name,
    format: null,
    conversations: 0,
    messages: 0,
    added: 0,
    rejected,
    warnings: [],
  };
  try {
    const file = await fileOnDisk(path.resolve(name));
    const format = await formatOf(file, options);
    result.format = format.name;
    const take: Parameters<typeof bringInFile>[3] = (item) => {
      counts.add(item);
      if (item.kind === "rejected") rejected.push({ line: item.line, reason: item.reason });
    };
    if (dryRun) for await (const item of readTranscript(format, file, readOptionsOf(options))) take(item);
    else result.added = (await bringInFile(CLI, file, { format, options, sourceId: source }, take)).added;
  } catch (error) {
    if (error instanceof TranscriptRefused) result.error = error.reason;
    else if (error instanceof OperatorError) result.error = error.message;
    else throw error;
    output.say(`${name}: ${result.error}`);
  }
  const preview = counts.preview(result.format ?? "");
  const { conversations, messages, warnings } = preview;
  return { ...result, conversations, messages, warnings: [...warnings, ...guessesIn(preview)] };
}

const ORDERS = { dmy: "day, month, year", mdy: "month, day, year", ymd: "year, month, day" } as const;

/** What was taken without being told; the page asks instead. */
function guessesIn({ dateOrder, columns }: TranscriptPreview): string[] {
  return [
    ...(dateOrder && !dateOrder.sure
      ? [
          `Dates fit more than one order and were read as ${ORDERS[dateOrder.value]}; say --date-order if that is wrong.`,
        ]
      : []),
    ...(columns?.value && !columns.sure
      ? [
          `The texts were taken from the column “${columns.value.text}”; bring the file in on the page to choose another.`,
        ]
      : []),
  ];
}

function linesOf({ file, format, conversations, messages, added, rejected, warnings, error }: FileResult): string[] {
  const counts = `${conversations} conversations, ${messages} messages (${added} new), ${rejected.length} rejected`;
  return [
    `${file}: ${format ?? "unknown format"}: ${counts}`,
    ...(error === undefined ? [] : [`  ${error}`]),
    ...warnings.map((warning) => `  ${warning}`),
    ...rejected.map(({ line, reason }) => `  line ${line}: ${reason}`),
  ];
}
