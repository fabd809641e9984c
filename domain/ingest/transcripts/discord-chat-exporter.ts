/** DiscordChatExporter, a program that saves channels of Discord: its JSON files. */
import { z } from "zod";
import { attachmentText, joinTexts, readTime } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { recordId, storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  Sample,
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const PATHS = [
  ["channel", "id"],
  ["channel", "name"],
  ["messages", "[]"],
];

const words = z.string().nullish().catch(undefined);
const embeds = z
  .array(z.looseObject({ title: words, description: words }))
  .optional()
  .catch(undefined);
const attachments = z
  .array(z.looseObject({ fileName: words }))
  .optional()
  .catch(undefined);

const message = z.looseObject({
  id: z.string().min(1),
  type: words,
  timestamp: words,
  timestampEdited: words,
  content: words,
  author: z.looseObject({
    id: z.string().min(1),
    name: words,
    nickname: words,
    isBot: z.boolean().optional().catch(undefined),
  }),
  attachments,
  embeds,
  stickers: z
    .array(z.looseObject({ name: words }))
    .optional()
    .catch(undefined),
  forwardedMessage: z.looseObject({ content: words, attachments, embeds }).nullish().catch(undefined),
});
type Message = z.infer<typeof message>;

/** What people write; every other type is a notice. */
const WRITTEN = /^(?:Default|Reply|ApplicationCommand|ContextMenuCommand|0|19|20|23)$/u;

function attachmentsOf(list: Message["attachments"]): string[] {
  return (list ?? []).map(({ fileName }) => {
    const kind = attachmentKind(fileName ?? "");
    return attachmentText(kind, kind === "file" ? (fileName ?? undefined) : undefined);
  });
}

function textOf({
  content,
  embeds: shown,
  attachments: attached,
  stickers,
  forwardedMessage,
  author,
}: Message): string {
  const forwarded =
    forwardedMessage && joinTexts([forwardedMessage.content ?? "", ...attachmentsOf(forwardedMessage.attachments)]);
  return joinTexts([
    content ?? "",
    forwarded ? attachmentText("forwarded", forwarded) : undefined,
    // People's embeds are previews of the links they sent; a bot's are what it says.
    ...(author.isBot === true
      ? (shown ?? []).flatMap(({ title, description }) => [title ?? "", description ?? ""])
      : []),
    ...attachmentsOf(attached),
    ...(stickers ?? []).map(({ name }) => attachmentText("sticker", name ?? undefined)),
  ]);
}

function messageOf(read: Message, line: number): TranscriptMessage | null {
  const text = textOf(read);
  if (text === "") return null;
  const { id, author, type, timestamp, timestampEdited } = read;
  const isNotice = type !== undefined && type !== null && !WRITTEN.test(type);
  return {
    id: storableId(id),
    role: author.isBot === true ? "assistant" : isNotice ? "system" : "user",
    speaker: { id: author.id, name: author.nickname || author.name || undefined },
    text,
    sentAt: readTime(timestamp),
    editedAt: readTime(timestampEdited),
    ...(/^\d{1,19}$/.test(id) && { sequence: BigInt(id) }),
    line,
  };
}

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const gathered = new GatheredMessages();
  const seen = new HashCounts();
  const channel: { id?: string; name?: string } = {};
  for await (const item of readJsonValues(file, PATHS)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const { path, value } = item;
    if (path[0] === "channel") {
      channel[path[1] === "id" ? "id" : "name"] = String(value);
      continue;
    }
    const line = Number(path[1]) + 1;
    const parsed = message.safeParse(value);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join(".") || "message";
      yield { kind: "rejected", line, reason: `"${field}" is missing or of another form.` };
      continue;
    }
    const found = messageOf(parsed.data, line);
    if (found === null) gathered.skip("messages without text");
    else if (seen.add(found.id) > 0) gathered.skip("copies of messages");
    else {
      channel.id ??= recordId("discord", found.id);
      yield* gathered.add({ id: storableId(channel.id), title: channel.name }, found);
    }
  }
  yield* gathered.end();
}

export const discordChatExporter: TranscriptFormat = {
  name: "discord-chat-exporter",
  label: "DiscordChatExporter (JSON)",
  detect(sample: Sample) {
    const { top, paths } = jsonOutline(sample);
    return top === "object" && paths.has("guild.id") && paths.has("channel.id") && paths.has("messages");
  },
  read: (file) => requireMessages(read(file)),
};
