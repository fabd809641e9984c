/** Every transcript format. Each detects by content, and the first that does wins: the most particular stand first. */
import { alignmenter } from "@/domain/ingest/transcripts/alignmenter";
import { chatgptExport } from "@/domain/ingest/transcripts/chatgpt-export";
import { claudeExport } from "@/domain/ingest/transcripts/claude-export";
import { csv } from "@/domain/ingest/transcripts/csv";
import { discordChatExporter } from "@/domain/ingest/transcripts/discord-chat-exporter";
import { discordCsv } from "@/domain/ingest/transcripts/discord-csv";
import { discordPackage } from "@/domain/ingest/transcripts/discord-package";
import { intercomExport } from "@/domain/ingest/transcripts/intercom-export";
import { eml, mbox } from "@/domain/ingest/transcripts/mail";
import { messengerInstagram } from "@/domain/ingest/transcripts/messenger-instagram";
import { openaiMessages } from "@/domain/ingest/transcripts/openai-messages";
import { plain } from "@/domain/ingest/transcripts/plain";
import { sharegpt } from "@/domain/ingest/transcripts/sharegpt";
import { sillytavern } from "@/domain/ingest/transcripts/sillytavern";
import { slackExport } from "@/domain/ingest/transcripts/slack-export";
import { srt, webvtt } from "@/domain/ingest/transcripts/subtitles";
import { telegramExport } from "@/domain/ingest/transcripts/telegram";
import type { Sample, TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";
import { whatsappExport } from "@/domain/ingest/transcripts/whatsapp";
import { zendeskExport } from "@/domain/ingest/transcripts/zendesk-export";

export const TRANSCRIPT_FORMATS: readonly TranscriptFormat[] = [
  slackExport,
  discordPackage,
  messengerInstagram,
  discordChatExporter,
  telegramExport,
  claudeExport,
  chatgptExport,
  alignmenter,
  sillytavern,
  intercomExport,
  zendeskExport,
  sharegpt,
  openaiMessages,
  webvtt,
  srt,
  discordCsv,
  mbox,
  eml,
  whatsappExport,
  csv,
  plain,
];

/** The format of a file by its content; null when none fits, so that a person has to say. */
export function detectFormat(sample: Sample): TranscriptFormat | null {
  return TRANSCRIPT_FORMATS.find((format) => format.detect(sample)) ?? null;
}
