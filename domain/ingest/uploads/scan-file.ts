/** Looks through a transcript file without storing anything of it. */
import { detectFormat } from "@/domain/ingest/transcripts/all-formats";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";
import { PreviewCounts } from "@/domain/ingest/transcripts/preview-transcript";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { type TranscriptFormat, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { readTranscript, withoutMetadata } from "@/domain/ingest/transcripts/without-metadata";
import { findFormat, readOptionsOf } from "@/domain/ingest/uploads/upload-options";
import type { UploadOptions } from "@/domain/ingest/uploads/upload-schema";

/** `refusal`: why it cannot be read like this. Another format or other answers may help, so the file is kept. */
export type Scan = { format: string | null; preview: TranscriptPreview | null; refusal: string | null };

/** The format of a file, as given or by its content. Throws TranscriptRefused. */
export async function formatOf(file: SourceFile, options: UploadOptions): Promise<TranscriptFormat> {
  const format =
    options.format === undefined
      ? detectFormat(await takeSample(await withoutMetadata(file)))
      : findFormat(options.format);
  if (format) return format;
  throw new TranscriptRefused(
    "This is in no format that Vigil knows. Choose the format yourself, or convert it to CSV or JSON lines.",
  );
}

/** Reads a whole file for its preview, which goes as far as the file could be read. */
export async function scanFile(file: SourceFile, options: UploadOptions, signal: AbortSignal): Promise<Scan> {
  const counts = new PreviewCounts();
  let format: TranscriptFormat | null = null;
  let refusal: string | null = null;
  try {
    format = await formatOf(file, options);
    for await (const item of readTranscript(format, file, readOptionsOf(options))) {
      if (signal.aborted) break;
      counts.add(item);
    }
  } catch (error) {
    if (!(error instanceof TranscriptRefused)) throw error;
    refusal = error.reason;
  }
  return { format: format?.name ?? null, preview: format && counts.preview(format.name), refusal };
}
