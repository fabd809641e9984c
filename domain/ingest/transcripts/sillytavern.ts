/** Chats with a character as SillyTavern saves them: JSONL, whose first line says who speaks with whom. */
import { z } from "zod";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { messageItems, requireMessages, SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  ReadOptions,
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const words = z.string().optional().catch(undefined);

const headerSchema = z.object({
  user_name: words,
  character_name: words,
  create_date: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  chat_metadata: z.object({ integrity: words }).optional().catch(undefined),
  mes: z.undefined().optional(),
});

const messageSchema = z.object({
  name: words,
  is_user: z.boolean().optional().catch(undefined),
  is_system: z.boolean().optional().catch(undefined),
  send_date: z.unknown().optional(),
  mes: z.string(),
  swipes: z.array(z.unknown()).optional().catch(undefined),
});

/** "2023-5-31 @19h 24m 12s 345ms", as older versions wrote; the pieces that others know are left as they are. */
function usualTime(sent: unknown): unknown {
  if (typeof sent !== "string") return sent;
  const old = /^(\d+-\d+-\d+) ?@ ?(\d+)h ?(\d+)m(?: ?(\d+)s)?/.exec(sent);
  if (old === null) return sent;
  const [, date, hour, minute = "", second = "0"] = old;
  return `${date} ${hour}:${minute.padStart(2, "0")}:${second.padStart(2, "0")}`;
}

/** What stays the same while a chat grows: its mark where it has one, else who spoke and when it began. */
function chatId({
  user_name = "",
  character_name = "",
  create_date = "",
  chat_metadata,
}: z.output<typeof headerSchema>) {
  const mark = chat_metadata?.integrity;
  return mark ? storableId(mark) : recordId(user_name, character_name, create_date);
}

async function* readChat(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const timezone = requireTimezone(options.timezone);
  const seen = new HashCounts();
  const skipped = new SkippedCounts();
  let conversation: { id: string; title?: string } | undefined;
  let held: TranscriptMessage[] = [];
  for await (const item of readJsonRecords(file)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const { record: line, value } = item;
    if (conversation === undefined) {
      // Without a first line that says who speaks, the first message has to tell the chat from others.
      const header = headerSchema.safeParse(value).data;
      conversation = { id: header ? chatId(header) : recordId(JSON.stringify(value)), title: header?.character_name };
      if (header !== undefined) continue;
    }
    const said = messageSchema.safeParse(value).data;
    if (said === undefined) {
      yield { kind: "rejected", line, reason: "The line is not a message of SillyTavern." };
      continue;
    }
    if (said.swipes && said.swipes.length > 1) skipped.add("other answers (swipes)", said.swipes.length - 1);
    if (said.mes.trim() === "") {
      skipped.add("messages without text");
      continue;
    }
    const id = recordId(said.name ?? "", String(said.send_date), said.mes);
    const before = seen.add(id);
    const sentAt = readTime(usualTime(said.send_date), { timezone, dateOrder: "ymd" });
    const otherRole = said.is_system ? "system" : "assistant";
    const role = said.is_user ? "user" : otherRole;
    held.push({
      id: before === 0 ? id : `${id}.${before}`,
      role,
      speaker: said.name ? { id: storableId(said.name), name: said.name } : { id: role },
      text: said.mes,
      ...(sentAt && { sentAt }),
      line,
    });
    if (held.length >= 500) {
      yield* messageItems(conversation, held);
      held = [];
    }
  }
  if (conversation !== undefined) yield* messageItems(conversation, held);
  yield* skipped.items();
}

export const sillytavern: TranscriptFormat = {
  name: "sillytavern",
  label: "SillyTavern chat (JSONL)",
  detect(sample) {
    const { top, paths } = jsonOutline(sample);
    if (top !== "object") return false;
    const isHeader = paths.has("character_name") && (paths.has("user_name") || paths.has("chat_metadata"));
    return isHeader || (paths.has("mes") && paths.has("is_user"));
  },
  asks: ["timezone"],
  read: (file, options) => requireMessages(readChat(file, options)),
};
