/** Looks through a transcript file without storing anything of it. */
import { detectFormat } from "@/domain/ingest/transcripts/all-formats";
import { PreviewBuilder, type TranscriptPreview } from "@/domain/ingest/transcripts/preview-transcript";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { type TranscriptFormat, TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { findFormat, readOptionsOf, type UploadOptions } from "@/domain/ingest/uploads/upload-options";

/** `refusal`: why it cannot be read yet, where an answer would help. */
export type Scan = { format: string; preview: TranscriptPreview; refusal: string | null };

/** The format of a file, as given or by its content. Throws TranscriptRefused. */
export async function formatOf(file: SourceFile, options: UploadOptions): Promise<TranscriptFormat> {
  const format = options.format === undefined ? detectFormat(await takeSample(file)) : findFormat(options.format);
  if (format) return format;
  throw new TranscriptRefused(
    "This is in no format that Vigil knows. Choose the format yourself, or convert it to CSV or JSON lines.",
  );
}

/**
 * Reads a whole file for its preview.
 * @throws TranscriptRefused when no answer would help
 */
export async function scanFile(file: SourceFile, options: UploadOptions, signal: AbortSignal): Promise<Scan> {
  const format = await formatOf(file, options);
  const builder = new PreviewBuilder();
  try {
    for await (const item of format.read(file, readOptionsOf(options))) {
      if (signal.aborted) break;
      builder.add(item);
    }
  } catch (error) {
    const preview = builder.result();
    const isAsking = preview.inferred.header !== null && !preview.inferred.isSure;
    if (!(error instanceof TranscriptRefused) || !isAsking) throw error;
    return { format: format.name, preview, refusal: error.reason };
  }
  return { format: format.name, preview: builder.result(), refusal: null };
}
