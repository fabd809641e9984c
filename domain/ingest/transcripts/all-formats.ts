/** Every transcript format. Each detects by content, and the first that does wins: the most particular stand first. */
import { alignmenter } from "@/domain/ingest/transcripts/alignmenter";
import { chatgptExport } from "@/domain/ingest/transcripts/chatgpt-export";
import { claudeExport } from "@/domain/ingest/transcripts/claude-export";
import { csv } from "@/domain/ingest/transcripts/csv";
import { intercomExport } from "@/domain/ingest/transcripts/intercom-export";
import { openaiMessages } from "@/domain/ingest/transcripts/openai-messages";
import { sharegpt } from "@/domain/ingest/transcripts/sharegpt";
import { sillytavern } from "@/domain/ingest/transcripts/sillytavern";
import type { Sample, TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";
import { zendeskExport } from "@/domain/ingest/transcripts/zendesk-export";

export const TRANSCRIPT_FORMATS: readonly TranscriptFormat[] = [
  claudeExport,
  chatgptExport,
  alignmenter,
  sillytavern,
  intercomExport,
  zendeskExport,
  sharegpt,
  openaiMessages,
  csv,
];

/** The format of a file by its content; null when none fits, so that a person has to say. */
export function detectFormat(sample: Sample): TranscriptFormat | null {
  return TRANSCRIPT_FORMATS.find((format) => format.detect(sample)) ?? null;
}
