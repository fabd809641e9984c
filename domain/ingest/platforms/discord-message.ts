/** Discord's message object, as its gateway, its HTTP API, its webhook events and its interactions all send it. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { attachmentText, joinTexts, platformId, readTime, shownText } from "@/domain/ingest/platforms/read-fields";

const person = z.looseObject({
  id: platformId,
  username: shownText,
  global_name: shownText,
  bot: z.unknown().optional(),
});
type Person = z.output<typeof person>;

/** A list of which entries of an unknown form are left out. */
const some = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema.nullable().catch(null))
    .transform((items) => items.filter((item) => item !== null))
    .catch([])
    .default([]);

const written = {
  content: z.string().nullish(),
  attachments: some(z.looseObject({ content_type: shownText, filename: shownText, description: shownText })),
  sticker_items: some(z.looseObject({ name: z.string() })),
  embeds: some(z.looseObject({ title: shownText, description: shownText })),
  mentions: some(person),
  poll: z
    .looseObject({ question: z.looseObject({ text: z.string() }) })
    .optional()
    .catch(undefined),
};
const snapshot = z.looseObject({ message: z.looseObject(written) });

/** What counts of a message. Ids are snowflakes: they grow with time, and do not fit a JavaScript number. */
export const discordMessage = z.looseObject({
  id: platformId.refine(isSnowflake),
  channel_id: platformId.optional(),
  type: z.int().optional().catch(undefined),
  author: person.nullish().catch(null),
  webhook_id: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  edited_timestamp: z.unknown().optional(),
  message_snapshots: some(snapshot),
  ...written,
});
export type DiscordMessage = z.output<typeof discordMessage>;

/** Milliseconds from 1970 to Discord's own epoch, the start of 2015. */
const EPOCH_MS = 1_420_070_400_000n;

/** DEFAULT, REPLY, and what a command of a bot or of a context menu writes; all other types are notices. */
const WRITTEN_TYPES = new Set([undefined, 0, 19, 20, 23]);

function isSnowflake(id: string): boolean {
  return /^\d{1,19}$/.test(id) && BigInt(id) < 1n << 63n;
}

/** When a snowflake was made. @param id digits */
function snowflakeTime(id: string): Date {
  return new Date(Number((BigInt(id) >> 22n) + EPOCH_MS));
}

/** The lowest snowflake of that time. */
export function snowflakeAt(time: Date): string {
  const sinceMs = BigInt(time.getTime()) - EPOCH_MS;
  return String((sinceMs < 0n ? 0n : sinceMs) << 22n);
}

function nameOf(who: Person): string | undefined {
  return who.global_name || who.username;
}

/** Names for ids of people, and words for emoji of a server; other markup is left as people typed it. */
function plainText(content: string, mentions: readonly Person[]): string {
  return content
    .replace(/<@!?(\d+)>/g, (_, id: string) => {
      const who = mentions.find((each) => each.id === id);
      return `@${(who && nameOf(who)) ?? "someone"}`;
    })
    .replace(/<@&\d+>/g, "@role")
    .replace(/<#\d+>/g, "#channel")
    .replace(/<a?(:\w+:)\d+>/g, "$1");
}

type Written = z.output<z.ZodObject<typeof written>>;

function wordsOf(part: Written, isBot: boolean): string {
  return joinTexts([
    plainText(part.content ?? "", part.mentions),
    part.poll && attachmentText("poll", part.poll.question.text),
    // People's embeds are previews of the links they sent; a bot's are what it says.
    ...(isBot ? part.embeds.flatMap((embed) => [embed.title, embed.description]) : []),
    ...part.attachments.map(({ content_type, filename, description }) => {
      const kind = /^(image|audio|video)\//.exec(content_type ?? "")?.[1];
      return attachmentText(kind ?? "file", description || (kind ? undefined : filename));
    }),
    ...part.sticker_items.map((sticker) => attachmentText("sticker", sticker.name)),
  ]);
}

/** Who wrote a message, what and when, in our words; null when there is nothing to read in it. */
export function readDiscordMessage(
  message: DiscordMessage,
): Pick<MessageEvent & { kind: "new" }, "role" | "author" | "text" | "sentAt"> | null {
  const isBot = message.author?.bot === true || Boolean(message.webhook_id);
  const forwarded = message.message_snapshots.map((each) => wordsOf(each.message, isBot)).filter((text) => text !== "");
  const text = joinTexts([wordsOf(message, isBot), ...forwarded.map((each) => attachmentText("forwarded", each))]);
  if (text === "") return null;
  const name = message.author ? nameOf(message.author) : undefined;
  return {
    role: isBot ? "assistant" : WRITTEN_TYPES.has(message.type) ? "user" : "system",
    ...(message.author && { author: { id: message.author.id, ...(name && { name }) } }),
    text,
    sentAt: readTime(message.timestamp) ?? snowflakeTime(message.id),
  };
}

/** When a message was last edited; undefined when it never was. */
export function editedAt(message: DiscordMessage): Date | undefined {
  return readTime(message.edited_timestamp);
}
