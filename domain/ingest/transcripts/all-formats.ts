/** Every transcript format. Each detects by content, and the first that does wins: the most particular stand first. */
import type { Sample, TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";

export const TRANSCRIPT_FORMATS: readonly TranscriptFormat[] = [];

/** The format of a file by its content; null when none fits, so that a person has to say. */
export function detectFormat(sample: Sample): TranscriptFormat | null {
  return TRANSCRIPT_FORMATS.find((format) => format.detect(sample)) ?? null;
}
