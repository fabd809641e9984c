/** Twilio: messages to a number (SMS, MMS, WhatsApp, RCS), and Conversations by webhook or by Event Streams. */
import { z } from "zod";
import { type MessageRole, messageRoleSchema } from "@/domain/ingest/message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Platform, type Understood } from "@/domain/ingest/platforms/platform";
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

/** Twilio writes the same names in two ways, `MessageSid` and `messageSid`: ours begin with a small letter. */
const fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof fields>;
const cloudEvent = z.looseObject({ type: z.string(), id: z.string().optional(), data: fields });

/** Our kind by the end of an event's name, in both families. */
const CONVERSATIONS: ReadonlyMap<string, MessageEvent["kind"]> = new Map([
  ["onMessageAdded", "new"],
  ["com.twilio.conversations.message.added", "new"],
  ["onMessageUpdated", "edit"],
  ["com.twilio.conversations.message.updated", "edit"],
  ["onMessageRemoved", "delete"],
  ["com.twilio.conversations.message.removed", "delete"],
]);
const BEFORE_THE_FACT = /^onMessage(?:Add|Update|Remove)$/;
const INBOUND_STREAM = "com.twilio.messaging.inbound-message.received";

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

function readConversationMessage(kind: MessageEvent["kind"], value: Fields, at: string): MessageEvent[] {
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
  const list = z.array(fields).safeParse(parseJson(value)).data ?? [];
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

const inbound = z.looseObject({
  messageSid: platformId,
  from: platformId,
  to: platformId,
  body: shownText,
  profileName: shownText,
  latitude: z.unknown().optional(),
  label: shownText,
  address: shownText,
});

/** One conversation for the two addresses, whoever of them writes. */
function readInbound(value: Fields, at: string): MessageEvent[] {
  const message = readFields(inbound, value, at);
  const count = Math.min(Number(value.numMedia) || 0, 20);
  const text = joinTexts([
    message.body,
    ...Array.from({ length: count }, (_, index) =>
      attachmentText(mediaKind(String(value[`mediaContentType${index}`]))),
    ),
    message.latitude === undefined ? undefined : attachmentText("location", message.label || message.address),
  ]);
  if (text === "") return [];
  const sentAt = readTime(value.timestamp);
  return [
    {
      kind: "new",
      conversationId: [message.from, message.to].sort().join("|"),
      messageId: message.messageSid,
      role: "user",
      author: { id: message.from, ...(message.profileName ? { name: message.profileName } : {}) },
      text,
      ...(sentAt ? { sentAt } : {}),
    },
  ];
}

function understandOne(topic: string, value: Fields, at: string): Understood {
  const found = (events: MessageEvent[]) => ({
    topic,
    events,
    ...(events.length === 0 ? { ignored: "messages without text" } : {}),
  });
  const kind = CONVERSATIONS.get(topic);
  if (kind !== undefined) return found(readConversationMessage(kind, value, at));
  if (topic === INBOUND_STREAM || topic === "received" || topic === "receiving") return found(readInbound(value, at));
  const warning =
    "Pre-action webhooks are on: Twilio holds each message back until they are answered. Switch to post-action.";
  return { topic, events: [], ignored: "events of this type", ...(BEFORE_THE_FACT.test(topic) ? { warning } : {}) };
}

/** The event's name: of Conversations, of Event Streams, or the state of a message. */
function topicOf(value: Fields): string {
  const topic = value.eventType ?? value.smsStatus ?? value.messageStatus;
  if (typeof topic === "string") return topic;
  if (value.messageSid === undefined && value.callSid !== undefined) return "call";
  if (value.body !== undefined) return "received";
  throw new NotUnderstood('There is no "EventType", "SmsStatus" or "Body".');
}

function withSmallLetters(value: Fields): Fields {
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name.charAt(0).toLowerCase() + name.slice(1), each]),
  );
}

function understandStream(body: readonly unknown[]): Understood {
  const [first] = body;
  const topic = readFields(cloudEvent, first, "0").type;
  const read = readEach(body, (each, index) => {
    const { type, data } = readFields(cloudEvent, each, String(index));
    return understandOne(type, withSmallLetters(data), `${index}.data`).events;
  });
  return { topic, ...read, ...(read.events.length === 0 ? { ignored: "events of this type" } : {}) };
}

export const twilio: Platform = {
  name: "twilio",
  label: "Twilio",
  schemes: [{ kind: "twilio", header: "x-twilio-signature" }],
  secret: {
    origin: "platform",
    label: "Auth Token",
    hint: "In the Twilio Console under Account Dashboard, Account Info.",
    pattern: /^[0-9a-f]{32}$/,
  },
  setup: {
    steps: [
      "In the Twilio Console, under Account Info, show the Auth Token and enter it here.",
      "For SMS, MMS and WhatsApp: open the number (or the Messaging Service, Integration), and enter {url}#rc=2&rp=all for A message comes in, HTTP POST.",
      "For Conversations: under Conversations, Manage, Global webhooks, enter {url} as the Post-Event URL, method POST, and tick onMessageAdded, onMessageUpdated and onMessageRemoved.",
      "Or for Conversations with retries for 4 hours: under Event Streams add a sink of type Webhook with {url}, and subscribe it to the message events of Conversations.",
      "To change the token: request a secondary Auth Token, add it here, promote it in Twilio, then remove the old one here.",
    ],
    limits: [
      "Messages that you send to a number are not seen, and there are no edits or deletions: only Conversations has them.",
      'Everyone in Conversations counts as a user, unless the message\'s attributes say otherwise, such as {"role": "agent"}.',
      "Without #rc=2&rp=all at the end of the address Twilio does not try again.",
    ],
  },
  reply: { status: 200, contentType: "text/xml", body: "<Response/>" },
  deliveryKey(_request, body) {
    if (Array.isArray(body)) return (body.length === 1 && cloudEvent.safeParse(body[0]).data?.id) || null;
    const { data } = fields.transform(withSmallLetters).safeParse(body);
    if (typeof data?.messageSid !== "string" || data.messageSid === "") return null;
    if (data.eventType === "onMessageUpdated" && typeof data.dateUpdated !== "string") return null;
    const state = data.eventType ?? data.smsStatus ?? data.messageStatus ?? "received";
    return [data.messageSid, state, ...(data.eventType === "onMessageUpdated" ? [data.dateUpdated] : [])].join(":");
  },
  understand(delivery) {
    const body = requireBody(delivery.body, delivery.contentType);
    if (Array.isArray(body)) return understandStream(body);
    const single = cloudEvent.safeParse(body);
    if (single.success) return understandStream([body]);
    const value = withSmallLetters(readFields(fields, body));
    return understandOne(topicOf(value), value, "");
  },
};
