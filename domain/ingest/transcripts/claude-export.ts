/** The data export of Claude: conversations.json, in its zip or out of it. */
import { z } from "zod";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { chatContent } from "@/domain/ingest/transcripts/chat-content";
import { conversationFiles, isConversationsFile } from "@/domain/ingest/transcripts/export-files";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { messageItems, requireMessages, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const words = z.string().nullish().catch(undefined);
const fileSchema = z.object({ file_name: words, extracted_content: words });
const files = z.array(fileSchema).optional().catch(undefined);

const messageSchema = z.object({
  uuid: z.string().min(1),
  sender: z.string(),
  text: words,
  content: z.unknown().optional(),
  created_at: z.unknown().optional(),
  attachments: files,
  files,
});
const conversationSchema = z.object({ uuid: z.string().min(1), name: words, chat_messages: z.array(z.unknown()) });

/** A long text that was pasted comes as an attachment, with its words. */
function attachedText({ file_name, extracted_content }: z.output<typeof fileSchema>): string {
  const name = file_name?.trim();
  const stand = name ? `[${attachmentKind(name)}: ${name}]` : "[file]";
  return extracted_content?.trim() ? `${stand}\n${extracted_content}` : stand;
}

function messageOf(value: unknown, line: number): TranscriptMessage | null | undefined {
  const said = messageSchema.safeParse(value).data;
  if (said === undefined) return undefined;
  const words = said.text?.trim() ? said.text : chatContent(said.content);
  const attached = [...(said.attachments ?? []), ...(said.files ?? [])].map(attachedText);
  const text = [...(words === null ? [] : [words]), ...attached].join("\n");
  if (text.trim() === "") return null;
  const sentAt = readTime(said.created_at, { timezone: "UTC" });
  return {
    id: storableId(said.uuid),
    role: roleOfWord(said.sender) ?? "user",
    speaker: { id: storableId(said.sender) },
    text,
    ...(sentAt && { sentAt }),
    line,
  };
}

async function* readExport(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const skipped = new SkippedCounts();
  let line = 0;
  for (const part of await conversationFiles(file, ["[].chat_messages", "conversations[].chat_messages"])) {
    for await (const item of readJsonRecords(part, [["conversations"]])) {
      line += 1;
      if ("kind" in item) {
        yield item.kind === "rejected" ? { ...item, line } : item;
        continue;
      }
      const conversation = conversationSchema.safeParse(item.value).data;
      if (conversation === undefined) {
        yield { kind: "rejected", line, reason: "The record is not a conversation of Claude." };
        continue;
      }
      const messages: TranscriptMessage[] = [];
      for (const value of conversation.chat_messages) {
        const message = messageOf(value, line);
        if (message) messages.push(message);
        else if (message === null) skipped.add("messages without text");
        else yield { kind: "rejected", line, reason: "A message of the conversation has no uuid or no sender." };
      }
      yield* messageItems({ id: storableId(conversation.uuid), title: conversation.name ?? undefined }, messages);
    }
  }
  yield* skipped.items();
}

export const claudeExport: TranscriptFormat = {
  name: "claude-export",
  label: "Claude data export (zip or conversations.json)",
  detect(sample) {
    if (sample.entries !== null) {
      const names = sample.entries.map((name) => name.split("/").at(-1));
      // ChatGPT's zip has a conversations.json too, but neither of the others.
      return (
        sample.entries.some(isConversationsFile) && (names.includes("users.json") || names.includes("projects.json"))
      );
    }
    const { paths } = jsonOutline(sample);
    return ["[].chat_messages", "conversations[].chat_messages", "chat_messages"].some((path) => paths.has(path));
  },
  read: (file) => requireMessages(readExport(file)),
};
