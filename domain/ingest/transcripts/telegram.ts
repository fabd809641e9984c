/** Telegram Desktop, "Export chat history" as JSON: one chat, or all chats of an account. */
import { z } from "zod";
import { attachmentText, joinTexts, readTime } from "@/domain/ingest/platforms/read-fields";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { localToDate, requireTimezone } from "@/domain/ingest/transcripts/local-time";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  ReadOptions,
  Sample,
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const CHATS = [[], ["chats", "list", "[]"], ["left_chats", "list", "[]"]];
const PATHS = CHATS.flatMap((chat) => [
  ...["id", "name", "type"].map((key) => [...chat, key]),
  [...chat, "messages", "[]"],
]);

const id = z.union([z.string().min(1), z.int().transform(String)]);
const words = z.string().optional().catch(undefined);
const textPart = z.union([z.string(), z.looseObject({ text: z.string() }).transform(({ text }) => text)]);

const message = z.looseObject({
  id,
  type: z.string(),
  date: words,
  date_unixtime: z.union([z.string(), z.number()]).optional().catch(undefined),
  edited: words,
  edited_unixtime: z.union([z.string(), z.number()]).optional().catch(undefined),
  from: words.or(z.null()),
  from_id: id.optional().catch(undefined),
  text: z.union([textPart, z.array(textPart)]),
  media_type: words,
  photo: words,
  file: words,
  file_name: words,
  sticker_emoji: words,
  poll: z.looseObject({ question: z.string() }).optional().catch(undefined),
});
type Message = z.infer<typeof message>;

const MEDIA: Record<string, string> = {
  sticker: "sticker",
  animation: "image",
  video_file: "video",
  video_message: "video",
  voice_message: "audio",
  audio_file: "audio",
};

type Chat = { id?: string; name?: string; type?: string };

/**
 * The id of a chat. Groups that all members number alike have the one that Telegram's webhooks give; elsewhere messages
 * are numbered for each account, so that ids of an export must not meet those of a bot.
 */
function conversationId({ id: chatId, name = "", type = "" }: Chat, place: string): string {
  if (chatId === undefined) return recordId("telegram", place, name, type);
  return /supergroup|channel/u.test(type) ? `-100${chatId}` : `telegram-export:${chatId}`;
}

function attachmentOf({ photo, media_type, file, file_name, sticker_emoji, poll }: Message): string | undefined {
  if (poll !== undefined) return attachmentText("poll", poll.question);
  if (photo !== undefined) return attachmentText("image");
  const kind = MEDIA[media_type ?? ""];
  if (kind !== undefined) return attachmentText(kind, sticker_emoji);
  return file === undefined && file_name === undefined ? undefined : attachmentText("file", file_name);
}

/** Seconds since 1970, which newer exports have, else the local time of the computer that exported. */
function timeOf(unix: string | number | undefined, local: string | undefined, timezone: string): Date | undefined {
  const exact = readTime(unix);
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/
    .exec(local ?? "")
    ?.slice(1)
    .map(Number);
  if (exact !== undefined || parts === undefined) return exact;
  const [year = 0, month = 0, day = 0, hour, minute, second] = parts;
  return localToDate({ year, month, day, hour, minute, second }, timezone);
}

function messageOf(read: Message, chat: Chat, timezone: string, line: number): TranscriptMessage | null {
  const text = joinTexts([[read.text].flat().join(""), attachmentOf(read)]);
  if (text === "") return null;
  const name = read.from || undefined;
  const speakerId = read.from_id ?? name ?? "deleted account";
  // In a chat with a bot, the bot is whose number is that of the chat.
  const isBot = chat.type === "bot_chat" && (speakerId === `user${chat.id}` || speakerId === chat.id);
  const isChannel = speakerId.startsWith("channel");
  return {
    id: storableId(read.id),
    role: isBot ? "assistant" : isChannel ? "agent" : "user",
    speaker: { id: speakerId, name },
    text,
    sentAt: timeOf(read.date_unixtime, read.date, timezone),
    editedAt: timeOf(read.edited_unixtime, read.edited, timezone),
    ...(/^\d{1,18}$/.test(read.id) && { sequence: BigInt(read.id) }),
    line,
  };
}

async function* read(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem> {
  const timezone = requireTimezone(options.timezone);
  const gathered = new GatheredMessages();
  let chat: Chat = {};
  let place = "";
  let line = 0;
  for await (const item of readJsonValues(file, PATHS)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const key = item.path.at(-1);
    const here = JSON.stringify(typeof key === "number" ? item.path.slice(0, -2) : item.path.slice(0, -1));
    if (here !== place) chat = {};
    place = here;
    if (typeof key === "string") {
      if (typeof item.value === "string" || typeof item.value === "number")
        chat[key as keyof Chat] = String(item.value);
      continue;
    }
    line += 1;
    const parsed = message.safeParse(item.value);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path[0];
      yield { kind: "rejected", line, reason: `"${String(field ?? "message")}" is missing or of another form.` };
    } else if (parsed.data.type !== "message") gathered.skip("notices of the app");
    else {
      const found = messageOf(parsed.data, chat, timezone, line);
      if (found === null) gathered.skip("messages without text");
      else yield* gathered.add({ id: storableId(conversationId(chat, place)), title: chat.name }, found);
    }
  }
  yield* gathered.end();
}

function detect(sample: Sample): boolean {
  const { top, paths } = jsonOutline(sample);
  if (top !== "object") return false;
  const isFull =
    (paths.has("about") && paths.has("personal_information")) ||
    paths.has("chats.list") ||
    paths.has("left_chats.list");
  const isChat =
    paths.has("type") && paths.has("id") && (paths.has("messages[].date") || paths.has("messages[].date_unixtime"));
  return isFull || (isChat && paths.has("messages[].type") && !paths.has("guild"));
}

export const telegramExport: TranscriptFormat = {
  name: "telegram",
  label: "Telegram export (result.json)",
  detect,
  asks: ["timezone"],
  read: (file, options) => requireMessages(read(file, options)),
};
