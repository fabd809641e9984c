/** Chat messages as OpenAI's API and fine-tuning files have them, and Vigil's own evaluation lines. */
import { readChatRecords } from "@/domain/ingest/transcripts/chat-records";
import { type JsonOutline, jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import type { TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";

const CONTENTS = ["content", "text", "refusal", "tool_calls"];
/** What a line of labelled texts may have; with other keys it is something else that has a text. */
const BESIDE_TEXT = new Set(["text", "id", "externalId", "conversation_id", "expected", "label", "title", "metadata"]);

function isTextRecord({ paths }: JsonOutline, prefix: string): boolean {
  const keys = [...paths].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return keys.includes("text") && keys.every((key) => BESIDE_TEXT.has(key.split(/[.[]/, 1)[0] ?? ""));
}

export const openaiMessages: TranscriptFormat = {
  name: "openai-messages",
  label: "Chat messages (OpenAI, JSONL or JSON)",
  detect(sample) {
    const outline = jsonOutline(sample);
    if (outline.top === null) return false;
    const prefixes = outline.top === "array" ? ["[].messages[].", "[][].", "[]."] : ["messages[].", ""];
    const hasTurns = (at: string) =>
      outline.paths.has(`${at}role`) && CONTENTS.some((key) => outline.paths.has(`${at}${key}`));
    return prefixes.some(hasTurns) || isTextRecord(outline, outline.top === "array" ? "[]." : "");
  },
  read: (file, options) => requireMessages(readChatRecords(file, options)),
};
