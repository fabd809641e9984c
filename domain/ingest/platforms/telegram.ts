/** Telegram: updates of a bot (Bot API), in private chats, groups, channels and chats of a business account. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { MessageRole } from "@/domain/ingest/message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Platform, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const KINDS: ReadonlyMap<string, "new" | "edit"> = new Map([
  ["message", "new"],
  ["edited_message", "edit"],
  ["channel_post", "new"],
  ["edited_channel_post", "edit"],
  ["business_message", "new"],
  ["edited_business_message", "edit"],
]);
const DELETION = "deleted_business_messages";

const update = z.looseObject({ update_id: platformId });
const chat = z.looseObject({ id: platformId, title: shownText });
const sender = z.looseObject({
  id: platformId,
  is_bot: z.unknown().optional(),
  first_name: shownText,
  last_name: shownText,
  username: shownText,
});
const message = z.looseObject({
  message_id: platformId,
  message_thread_id: platformId.optional(),
  is_topic_message: z.unknown().optional(),
  business_connection_id: platformId.optional(),
  sender_business_bot: z.unknown().optional(),
  chat,
  from: sender.optional(),
  sender_chat: chat.optional(),
  date: z.unknown().optional(),
  edit_date: z.unknown().optional(),
  text: shownText,
  caption: shownText,
  migrate_to_chat_id: z.unknown().optional(),
});
type Message = z.output<typeof message>;
const deleted = z.looseObject({ business_connection_id: platformId, chat, message_ids: z.array(platformId) });

/** What may be attached: the field, our word for it, and where its own words stand. `animation` comes with `document`. */
const ATTACHMENTS: readonly [field: string, kind: string, words?: string][] = [
  ["photo", "image"],
  ["animation", "animation"],
  ["video", "video"],
  ["video_note", "video"],
  ["voice", "voice message"],
  ["audio", "audio", "title"],
  ["document", "file", "file_name"],
  ["sticker", "sticker", "emoji"],
  ["poll", "poll", "question"],
  ["venue", "location", "title"],
  ["location", "location"],
  ["contact", "contact", "first_name"],
  ["story", "story"],
  ["paid_media", "paid media"],
];

function readText(value: Message): string {
  const found = ATTACHMENTS.find(([field]) => typeof value[field] === "object" && value[field] !== null);
  if (found === undefined) return joinTexts([value.text ?? value.caption]);
  const [field, kind, words] = found;
  const own = words === undefined ? undefined : (value[field] as Record<string, unknown>)[words];
  return attachmentText(kind, value.caption || (typeof own === "string" ? own : undefined));
}

/** Chats of a business account number their messages apart from the bot's own with the same person. */
function placeOf(chatId: string, businessId: string | undefined): string {
  return businessId === undefined ? chatId : `${businessId}:${chatId}`;
}

function roleOf({ from, sender_chat, sender_business_bot, business_connection_id, chat: where }: Message): MessageRole {
  // Someone who writes in the name of a chat comes with a stand-in that says it is a bot.
  if (sender_chat !== undefined) return "user";
  if (from?.is_bot || sender_business_bot) return "assistant";
  return business_connection_id !== undefined && from?.id !== where.id ? "agent" : "user";
}

function authorOf({ from, sender_chat }: Message): { id: string; name?: string } | undefined {
  if (sender_chat !== undefined)
    return { id: sender_chat.id, ...(sender_chat.title ? { name: sender_chat.title } : {}) };
  if (from === undefined) return undefined;
  const name = [from.first_name, from.last_name].filter(Boolean).join(" ") || from.username;
  return { id: from.id, ...(name ? { name } : {}) };
}

function readMessage(kind: "new" | "edit", value: Message): MessageEvent[] {
  const text = readText(value);
  if (text === "") return [];
  const author = authorOf(value);
  const sentAt = readTime(value.date);
  const editedAt = kind === "edit" ? readTime(value.edit_date) : undefined;
  return [
    {
      kind,
      conversationId: placeOf(value.chat.id, value.business_connection_id),
      // Outside forums this number marks mere replies, which belong to the group's one conversation.
      ...(value.is_topic_message && value.message_thread_id ? { threadId: value.message_thread_id } : {}),
      messageId: value.message_id,
      role: roleOf(value),
      ...(author ? { author } : {}),
      text,
      ...(sentAt ? { sentAt } : {}),
      ...(editedAt ? { editedAt } : {}),
      ...(/^\d{1,18}$/.test(value.message_id) ? { sequence: BigInt(value.message_id) } : {}),
    },
  ];
}

function understandUpdate(body: z.output<typeof update>): Understood {
  const topic = Object.keys(body).find((key) => key !== "update_id");
  if (topic === undefined) throw new NotUnderstood('There is nothing beside "update_id".');
  if (topic === DELETION) {
    const { business_connection_id, chat: where, message_ids } = readFields(deleted, body[topic], topic);
    const conversationId = placeOf(where.id, business_connection_id);
    return { topic, events: message_ids.map((messageId) => ({ kind: "delete", conversationId, messageId })) };
  }
  const kind = KINDS.get(topic);
  if (kind === undefined) return { topic, events: [], ignored: "updates of this kind" };
  const value = readFields(message, body[topic], topic);
  const events = readMessage(kind, value);
  if (events.length > 0) return { topic, events };
  const warning = "A group got another id, as it was upgraded: it goes on as a new conversation.";
  const isMoved = value.migrate_to_chat_id !== undefined;
  return { topic, events, ignored: "notices and messages without text", ...(isMoved ? { warning } : {}) };
}

export const telegram: Platform = {
  name: "telegram",
  label: "Telegram",
  schemes: [{ kind: "token", at: { header: "x-telegram-bot-api-secret-token" } }],
  secret: {
    origin: "vigil",
    label: "Secret token",
    hint: "Goes to Telegram with setWebhook, as secret_token.",
    pattern: /^(?!vigilurl_)[A-Za-z0-9_-]{5,256}$/,
    generate: () => randomBytes(32).toString("base64url"),
  },
  setup: {
    steps: [
      "In Telegram, ask @BotFather for /newbot, or for the token of a bot that you have.",
      "For groups, send /setprivacy to @BotFather and choose Disable, then add the bot to the group.",
      'Send the JSON below to https://api.telegram.org/bot followed by your token and /setWebhook. It must answer "ok": true.',
      "Send the bot a message, and look for it on the Sources page.",
      "To change the token: add a new one here, call setWebhook with it, then remove the old one here.",
    ],
    template: {
      label: "JSON for setWebhook",
      text: JSON.stringify(
        { url: "{url}", secret_token: "{secret}", allowed_updates: [...KINDS.keys(), DELETION] },
        undefined,
        2,
      ),
    },
    limits: [
      "Deletions are reported only in chats of a business account.",
      "What your bot itself writes is not reported.",
      "A bot has one webhook: one that answers people by webhook already cannot be used. Telegram keeps updates for 24 hours.",
    ],
  },
  // A body would be taken for a call of a method.
  reply: { status: 200 },
  deliveryKey(_request, body) {
    return update.safeParse(body).data?.update_id ?? null;
  },
  understand(delivery) {
    return understandUpdate(readFields(update, requireBody(delivery.body, delivery.contentType)));
  },
};
