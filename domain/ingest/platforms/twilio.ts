/** Twilio: messages to a number (SMS, MMS, WhatsApp, RCS), and Conversations by webhook or by Event Streams. */
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
import {
  CONVERSATION_EVENTS,
  readConversationMessage,
  type TwilioFields,
  twilioFields,
  withSmallLetters,
} from "@/domain/ingest/platforms/twilio-conversations";

const cloudEvent = z.looseObject({ type: z.string(), id: z.string().optional(), data: twilioFields });

const BEFORE_THE_FACT = /^onMessage(?:Add|Update|Remove)$/;
const INBOUND_STREAM = "com.twilio.messaging.inbound-message.received";

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
function readInbound(value: TwilioFields, at: string): MessageEvent[] {
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

function understandOne(topic: string, value: TwilioFields, at: string): Understood {
  const found = (events: MessageEvent[]) => ({
    topic,
    events,
    ...(events.length === 0 ? { ignored: "messages without text" } : {}),
  });
  const kind = CONVERSATION_EVENTS.get(topic);
  if (kind !== undefined) return found(readConversationMessage(kind, value, at));
  if (topic === INBOUND_STREAM || topic === "received" || topic === "receiving") return found(readInbound(value, at));
  const warning =
    "Pre-action webhooks are on: Twilio holds each message back until they are answered. Switch to post-action.";
  return { topic, events: [], ignored: "events of this type", ...(BEFORE_THE_FACT.test(topic) ? { warning } : {}) };
}

/** The event's name: of Conversations, of Event Streams, or the state of a message. */
function topicOf(value: TwilioFields): string {
  const topic = value.eventType ?? value.smsStatus ?? value.messageStatus;
  if (typeof topic === "string") return topic;
  if (value.messageSid === undefined && value.callSid !== undefined) return "call";
  if (value.body !== undefined) return "received";
  throw new NotUnderstood('There is no "EventType", "SmsStatus" or "Body".');
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
    pattern: PLATFORM_SECRET,
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
    const { data } = twilioFields.transform(withSmallLetters).safeParse(body);
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
    const value = withSmallLetters(readFields(twilioFields, body));
    return understandOne(topicOf(value), value, "");
  },
};
