/** The data export of ChatGPT: conversations.json, split or not, in its zip or out of it. */
import {
  type ChatgptConversation,
  type ChatgptMessage,
  type ChatgptTurn,
  chatgptConversationSchema,
  chatgptTurns,
} from "@/domain/ingest/transcripts/chatgpt-tree";
import { conversationFiles, isConversationsFile } from "@/domain/ingest/transcripts/export-files";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { messageItems, requireMessages, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

/** What a model thought rather than said. */
const THOUGHTS = new Set(["thoughts", "reasoning_recap"]);

function textOfPart(part: unknown): string {
  if (typeof part === "string") return part;
  if (typeof part !== "object" || part === null || !("content_type" in part)) return "";
  // What was said aloud comes as its words, and the recording beside them.
  if ("text" in part && typeof part.text === "string") return part.text;
  const type = String(part.content_type);
  if (type.includes("image")) return "[image]";
  if (type.includes("video")) return "[video]";
  return type.includes("audio") ? "[audio]" : "";
}

function textOf(content: ChatgptMessage["content"]): string {
  const parts = content?.parts;
  if (Array.isArray(parts)) {
    const texts = parts.map(textOfPart).filter((text) => text.trim() !== "");
    const isSpoken = texts.some((text) => text !== "[audio]");
    return texts.filter((text) => text !== "[audio]" || !isSpoken).join("\n");
  }
  const text = content?.text ?? content?.result;
  return typeof text === "string" ? text : "";
}

/** Why a turn is left out; null when it is not. */
function reasonToSkip({ message, isCurrent }: ChatgptTurn, text: string): string | null {
  const { metadata, weight, recipient, content, author } = message;
  if (metadata?.is_visually_hidden_from_conversation || weight === 0) return "hidden messages";
  if (recipient && recipient !== "all") return "messages to tools";
  if (THOUGHTS.has(content?.content_type ?? "")) return "thoughts of the model";
  if (text.trim() === "") return "messages without text";
  return isCurrent || author.role === "user" ? null : "answers on branches that were left";
}

function messageOf(turn: ChatgptTurn, text: string, line: number): TranscriptMessage {
  const { author, create_time, id } = turn.message;
  const sentAt = readTime(create_time, { timezone: "UTC" });
  return {
    id: storableId(id || turn.nodeId),
    role: roleOfWord(author.role) ?? "system",
    speaker: { id: storableId(author.role), ...(author.name && { name: author.name }) },
    text,
    ...(sentAt && { sentAt }),
    // Written, then replaced by its author: no longer there, and it may be the one that matters.
    ...(!turn.isCurrent && { isDeleted: true as const }),
    line,
  };
}

function idOf({ conversation_id, id, title, create_time, mapping }: ChatgptConversation): string {
  const own = conversation_id || id;
  return own ? storableId(own) : recordId(title ?? "", String(create_time), ...Object.keys(mapping).slice(0, 3));
}

async function* readExport(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const skipped = new SkippedCounts();
  let line = 0;
  for (const part of await conversationFiles(file, ["[].mapping", "conversations[].mapping"])) {
    for await (const item of readJsonRecords(part, [["conversations"]])) {
      line += 1;
      if ("kind" in item) {
        yield item.kind === "rejected" ? { ...item, line } : item;
        continue;
      }
      const conversation = chatgptConversationSchema.safeParse(item.value).data;
      if (conversation === undefined) {
        yield { kind: "rejected", line, reason: "The record is not a conversation of ChatGPT." };
        continue;
      }
      const messages: TranscriptMessage[] = [];
      for (const turn of chatgptTurns(conversation)) {
        if (turn === null) {
          yield { kind: "rejected", line, reason: "A message of the conversation has no author." };
          continue;
        }
        const text = textOf(turn.message.content);
        const reason = reasonToSkip(turn, text);
        if (reason === null) messages.push(messageOf(turn, text, line));
        else skipped.add(reason);
      }
      yield* messageItems({ id: idOf(conversation), title: conversation.title ?? undefined }, messages);
    }
  }
  yield* skipped.items();
}

export const chatgptExport: TranscriptFormat = {
  name: "chatgpt-export",
  label: "ChatGPT data export (zip or conversations.json)",
  detect(sample) {
    if (sample.entries !== null) return sample.entries.some(isConversationsFile);
    const { paths } = jsonOutline(sample);
    return ["[]", "conversations[]", ""].some((at) => paths.has(at === "" ? "mapping" : `${at}.mapping`));
  },
  read: (file) => requireMessages(readExport(file)),
};
