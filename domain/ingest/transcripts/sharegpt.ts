/** Conversations as ShareGPT and the data sets after it have them. */
import { readChatRecords } from "@/domain/ingest/transcripts/chat-records";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import type { TranscriptFormat } from "@/domain/ingest/transcripts/transcript-format";

const LISTS = ["conversations[]", "conversation[]", "messages[]", "items[]"];

export const sharegpt: TranscriptFormat = {
  name: "sharegpt",
  label: "ShareGPT (JSON or JSONL)",
  detect(sample) {
    const { top, paths } = jsonOutline(sample);
    const at = top === "array" ? "[]." : "";
    const has = (path: string) => paths.has(at + path);
    return LISTS.some(
      (list) =>
        (has(`${list}.from`) && has(`${list}.value`)) ||
        (list.startsWith("conversation") && has(`${list}.role`) && (has(`${list}.content`) || has(`${list}.value`))),
    );
  },
  read: (file, options) => requireMessages(readChatRecords(file, options)),
};
