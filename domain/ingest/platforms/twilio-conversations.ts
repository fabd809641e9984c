/** Messages of Twilio Conversations, as its webhooks and Event Streams report them. */
import { z } from "zod";
import { type MessageRole, messageRoleSchema } from "@/domain/ingest/message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  attachmentText,
  joinTexts,
  mediaKind,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

/** What Twilio sends, by name. */
export const twilioFields = z.record(z.string(), z.unknown());
export type TwilioFields = z.infer<typeof twilioFields>;

/** The fields with names that begin with a small letter: Twilio writes both `MessageSid` and `messageSid`. */
export function withSmallLetters(value: TwilioFields): TwilioFields {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.charAt(0).toLowerCase() + name.slice(1), each]),
  );
}

/** What the events about messages mean, in both families. */
export const CONVERSATION_EVENTS: ReadonlyMap<string, MessageEvent["kind"]> = new Map([
  ["onMessageAdded", "new"],
  ["com.twilio.conversations.message.added", "new"],
  ["onMessageUpdated", "edit"],
  ["com.twilio.conversations.message.updated", "edit"],
  ["onMessageRemoved", "delete"],
  ["com.twilio.conversations.message.removed", "delete"],
]);

const place = z.looseObject({ conversationSid: platformId, messageSid: platformId });
const media = z.looseObject({ contentType: shownText, filename: shownText });
const said = z.looseObject({
  author: platformId.nullish().catch(undefined),
  participantSid: platformId.nullish().catch(undefined),
  source: shownText,
  body: shownText,
  messageBody: shownText,
  index: z
    .union([z.string().regex(/^\d{1,18}$/), z.int().nonnegative()])
    .optional()
    .catch(undefined),
});

/**
 * The message of one event.
 * @param at where in the delivery the fields stand
 * @throws NotUnderstood when it does not name its conversation and message
 */
export function readConversationMessage(kind: MessageEvent["kind"], value: TwilioFields, at: string): MessageEvent[] {
  const { conversationSid, messageSid } = readFields(place, value, at);
  const where = { conversationId: conversationSid, messageId: messageSid };
  if (kind === "delete") {
    const deletedAt = readTime(value.dateRemoved ?? value.dateUpdated);
    return [{ kind, ...where, ...(deletedAt ? { deletedAt } : {}) }];
  }
  const message = readFields(said, value, at);
  const text = joinTexts([message.body || message.messageBody, ...readMedia(value.media)]);
  if (text === "") return [];
  const sentAt = readTime(value.dateCreated);
  const editedAt = kind === "edit" ? readTime(value.dateUpdated) : undefined;
  return [
    {
      kind,
      ...where,
      role: readRole(value.attributes) ?? guessRole(message),
      ...(message.author ? { author: { id: message.author } } : {}),
      text,
      ...(sentAt ? { sentAt } : {}),
      ...(editedAt ? { editedAt } : {}),
      ...(message.index === undefined ? {} : { sequence: BigInt(message.index) }),
    },
  ];
}

/** What a server posts without taking part is a machine's. All others are people who may be in need, until an app says more. */
function guessRole({ source, participantSid, author }: z.output<typeof said>): MessageRole {
  const isPosted = source === "API" || author === "system";
  return isPosted && !participantSid ? "assistant" : "user";
}

/** `{"role": "agent"}` in the attributes of a message, which an app may set. */
function readRole(attributes: unknown): MessageRole | undefined {
  return z.looseObject({ role: messageRoleSchema }).safeParse(parseJson(attributes)).data?.role;
}

function readMedia(value: unknown): string[] {
  const list = z.array(twilioFields).safeParse(parseJson(value)).data ?? [];
  return list.map((each) => {
    const { contentType, filename } = media.parse(withSmallLetters(each));
    return attachmentText(mediaKind(contentType), filename);
  });
}

/** A value that forms hold as JSON. */
function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
