/** Rocket.Chat: outgoing integrations of rooms, and the webhook of Omnichannel (live chat). */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, PLATFORM_SECRET, type Platform, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { readEach } from "@/domain/ingest/platforms/read-each";
import {
  attachmentText,
  joinTexts,
  mediaKind,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const file = z.looseObject({ name: shownText, type: shownText });
const attachment = z.looseObject({ description: shownText });
const content = z.looseObject({
  file: file.optional().catch(undefined),
  attachments: z.array(attachment.catch({})).nullish().catch(undefined),
});

const posted = z.looseObject({
  channel_id: platformId,
  message_id: platformId,
  tmid: platformId.nullish().catch(undefined),
  user_id: platformId.optional().catch(undefined),
  user_name: shownText,
  alias: shownText,
  text: shownText,
  bot: z.unknown().optional(),
  isEdited: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  message: content.optional().catch(undefined),
});

const session = z.looseObject({
  type: z.string(),
  _id: platformId,
  visitor: z
    .looseObject({ _id: platformId.optional().catch(undefined), name: shownText })
    .nullish()
    .catch(undefined),
  messages: z.array(z.unknown()),
});
const said = content.extend({
  _id: platformId.optional(),
  username: shownText,
  msg: shownText,
  ts: z.unknown().optional(),
  agentId: platformId.optional().catch(undefined),
  editedAt: z.unknown().optional(),
  closingMessage: z.unknown().optional(),
  navigation: z.unknown().optional(),
});

const OFFLINE = "LivechatOfflineMessage";
const offline = z.looseObject({
  visitor: z.looseObject({ name: shownText, email: z.string() }),
  message: z.string(),
  sentAt: z.unknown().optional(),
});

function readText(words: string | undefined, value: z.output<typeof content> | undefined): string {
  const own = joinTexts(value?.attachments?.map(({ description }) => description) ?? []);
  return joinTexts([words, value?.file && attachmentText(mediaKind(value.file.type), own || value.file.name)]);
}

function readPosted(body: unknown): MessageEvent[] {
  const read = readFields(posted, body);
  const text = readText(read.text, read.message);
  if (text === "") return [];
  const sentAt = readTime(read.timestamp);
  const name = read.alias || read.user_name;
  return [
    {
      kind: read.isEdited ? "edit" : "new",
      conversationId: read.channel_id,
      ...(read.tmid ? { threadId: read.tmid } : {}),
      messageId: read.message_id,
      role: read.bot ? "assistant" : "user",
      ...(read.user_id ? { author: { id: read.user_id, ...(name ? { name } : {}) } } : {}),
      text,
      ...(sentAt ? { sentAt } : {}),
    },
  ];
}

/** Older versions leave the id out: then time and author tell messages of one chat apart. */
function readSaid(value: unknown, at: string, room: z.output<typeof session>): MessageEvent[] {
  const read = readFields(said, value, at);
  const text = readText(read.msg, read);
  if (read.navigation || text === "") return [];
  const sentAt = readTime(read.ts);
  const stamp = sentAt && `${sentAt.toISOString()}|${read.username ?? ""}`;
  const messageId = readFields(platformId, read._id ?? stamp, `${at}._id`);
  const editedAt = readTime(read.editedAt);
  const name = read.agentId ? read.username : room.visitor?.name || read.username;
  const authorId = read.agentId ?? room.visitor?._id ?? read.username;
  return [
    {
      kind: editedAt ? "edit" : "new",
      conversationId: room._id,
      messageId,
      role: read.closingMessage ? "system" : read.agentId ? "agent" : "user",
      ...(authorId ? { author: { id: authorId, ...(name ? { name } : {}) } } : {}),
      text,
      ...(sentAt ? { sentAt } : {}),
      ...(editedAt ? { editedAt } : {}),
    },
  ];
}

/** A message left while nobody was there has no room: those of one address make a conversation. */
function readOffline(body: unknown): MessageEvent[] {
  const { visitor, message, sentAt } = readFields(offline, body);
  if (message.trim() === "") return [];
  const time = readTime(sentAt);
  const person = `offline-${digest(visitor.email)}`;
  const author = { id: person, ...(visitor.name ? { name: visitor.name } : {}) };
  const messageId = digest(`${sentAt}\n${message}`);
  const written = { conversationId: person, messageId, role: "user", author, text: message } as const;
  return [{ kind: "new", ...written, ...(time ? { sentAt: time } : {}) }];
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function understandBody(body: unknown): Understood {
  const { type, message_id, text, channel_id, user_id } = readFields(z.looseObject({ type: shownText }), body);
  const found = (topic: string, read: { events: MessageEvent[]; warning?: string }) => ({
    topic,
    ...read,
    ...(read.events.length === 0 ? { ignored: "messages without text, and other events" } : {}),
  });
  if (type === OFFLINE) return found(type, { events: readOffline(body) });
  if (type !== undefined) {
    const room = readFields(session, body);
    return found(
      type,
      readEach(room.messages, (each, index) => readSaid(each, `messages.${index}`, room)),
    );
  }
  if (message_id !== undefined || text !== undefined) return found("message", { events: readPosted(body) });
  if (channel_id !== undefined || user_id !== undefined) return found("event", { events: [] });
  throw new NotUnderstood('There is neither "message_id" nor "type".');
}

export const rocketChat: Platform = {
  name: "rocket-chat",
  label: "Rocket.Chat",
  aliases: ["rocketchat"],
  schemes: [
    { kind: "token", at: { field: "token" } },
    { kind: "token", at: { header: "x-rocketchat-livechat-token" } },
  ],
  secret: {
    origin: "platform",
    label: "Token or Secret Token",
    hint: "The Token on the page of the integration, or the Secret Token of the Omnichannel webhook.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "For rooms: under Manage, Workspace, Integrations choose New, Outgoing, and Message Sent as the Event Trigger.",
      "Switch Enabled on, choose the Channel (or all_public_channels, all_private_groups, all_direct_messages), and enter {url} under URLs.",
      "Leave Trigger Words empty, switch Run On Edits and Retry Failed Url Calls on, save, then copy the Token and enter it here.",
      "For live chat: under Manage, Omnichannel, Webhooks enter {url} as the Webhook URL and a Secret Token of at least 12 characters, and enter the same here.",
      "Under Send Request on choose Chat Close, Offline Messages, Visitor Messages and Agent Messages, and save.",
      "To change a token: add the new one here first, then set it in Rocket.Chat, then remove the old one here.",
    ],
    limits: [
      "Deletions are not reported, and edits only with Run On Edits; an edit does not say when it was made.",
      "In rooms everyone who is no bot counts as a user.",
      "Omnichannel tries 10 times, every 10 seconds; a chat that is closed is sent again as a whole.",
    ],
  },
  deliveryKey(_request, body) {
    const { data } = posted.safeParse(body);
    // Each edit of a message looks the same but for its text.
    return data === undefined || data.isEdited ? null : data.message_id;
  },
  understand: (delivery) => understandBody(requireBody(delivery.body, delivery.contentType)),
};
