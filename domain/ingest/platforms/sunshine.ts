/** Sunshine Conversations (Zendesk messaging), webhooks of API v2: several events in one delivery. */
import { z } from "zod";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  PLATFORM_SECRET,
  type Platform,
  type StoredDelivery,
  type Understood,
} from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { readEach } from "@/domain/ingest/platforms/read-each";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const TOPIC = "conversation:message";
const MAX_KEY_LENGTH = 200;

const deliverySchema = z.looseObject({ events: z.array(z.looseObject({ type: z.string() })).min(1) });
const keysSchema = z.looseObject({ events: z.array(z.looseObject({ id: platformId })).min(1) });

const answerSchema = z.looseObject({
  label: shownText,
  text: shownText,
  email: shownText,
  select: z
    .array(z.looseObject({ label: shownText }))
    .optional()
    .catch(undefined),
});
const contentSchema = z.looseObject({
  type: z.string(),
  text: shownText,
  htmlText: shownText,
  textFallback: shownText,
  altText: shownText,
  title: shownText,
  fields: z.array(answerSchema).optional().catch(undefined),
  items: z
    .array(z.looseObject({ title: shownText, description: shownText }))
    .optional()
    .catch(undefined),
});
type Content = z.output<typeof contentSchema>;

const messageSchema = z.looseObject({
  id: platformId,
  received: z.unknown().optional(),
  deleted: z.unknown().optional(),
  author: z.looseObject({
    type: z.string(),
    userId: platformId.optional().catch(undefined),
    displayName: shownText,
    subtypes: z.array(z.unknown()).optional().catch(undefined),
  }),
  content: contentSchema,
  source: z.looseObject({ type: shownText }).nullish().catch(null),
});
type Message = z.output<typeof messageSchema>;

const payloadSchema = z.looseObject({
  conversation: z.looseObject({ id: platformId }),
  message: messageSchema,
});
const deletedSchema = z.looseObject({
  conversation: z.looseObject({ id: platformId }),
  message: z.looseObject({ id: platformId, deleted: z.literal(true) }),
});

function textOf(content: Content): string {
  const { type, text, htmlText, textFallback, altText, title, fields = [], items = [] } = content;
  const words = text ?? (htmlText === undefined ? undefined : htmlToPlainText(htmlText));
  if (type === "text") return joinTexts([words]);
  if (type === "image" || type === "file") return joinTexts([attachmentText(type, altText), words]);
  const cards = items.map((item) => joinTexts([item.title, item.description]));
  // A form's fields are questions, and what was answered to them is the user's own words.
  const filled = fields.map(({ label, text: said, email, select = [] }) => {
    const answer = joinTexts([said, email, ...select.map((choice) => choice.label)]);
    return label && answer ? `${label}: ${answer}` : answer || label;
  });
  return (
    joinTexts([title, words ?? textFallback, ...(words || textFallback ? [] : filled), ...cards]) ||
    attachmentText(type)
  );
}

function roleOf({ author, source }: Message): "user" | "agent" | "assistant" {
  if (author.type !== "business") return "user";
  const isMachine = author.subtypes?.includes("AI") || /answerBot|switchboard/i.test(source?.type ?? "");
  return isMachine ? "assistant" : "agent";
}

function eventsOf(event: { type: string; payload?: unknown }, index: number): MessageEvent[] {
  if (event.type !== TOPIC) return [];
  const gone = deletedSchema.safeParse(event.payload).data;
  if (gone) return [{ kind: "delete", conversationId: gone.conversation.id, messageId: gone.message.id }];
  const { conversation, message } = readFields(payloadSchema, event.payload, `events.${index}.payload`);
  const text = textOf(message.content);
  if (text === "" || message.author.subtypes?.includes("activity")) return [];
  const { userId, displayName } = message.author;
  const sentAt = readTime(message.received);
  return [
    {
      kind: "new",
      conversationId: conversation.id,
      messageId: message.id,
      role: roleOf(message),
      ...(userId && { author: { id: userId, ...(displayName && { name: displayName }) } }),
      text,
      ...(sentAt && { sentAt }),
    },
  ];
}

function understand(delivery: StoredDelivery): Understood {
  const { events: sent } = readFields(deliverySchema, requireBody(delivery.body, delivery.contentType));
  const topic = [...new Set(sent.map(({ type }) => type))].sort().join(" ").slice(0, MAX_KEY_LENGTH);
  const { events, warning } = readEach(sent, eventsOf);
  if (events.length === 0) return { topic, events, ignored: "The events are not about a message with words." };
  return { topic, events, ...(warning && { warning }) };
}

export const sunshine: Platform = {
  name: "sunshine",
  label: "Sunshine Conversations",
  aliases: ["sunshine-conversations", "zendesk-messaging"],
  schemes: [{ kind: "token", at: { header: "x-api-key" } }],
  secret: {
    origin: "platform",
    label: "Shared secret",
    hint: "In Zendesk's Admin Center: Apps and integrations, Conversations integrations, your integration.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In Zendesk's Admin Center open Apps and integrations, Integrations, Conversations integrations, and press Create integration.",
      "Set the Webhook endpoint URL to {url} and tick the trigger Conversation message. (By the API: version v2, trigger conversation:message.)",
      "Copy the Shared secret that is shown to here.",
      "Write in a test conversation, and look for it on the Sources page.",
    ],
    limits: [
      "Requests are not signed: the shared secret itself is sent with each.",
      "Edits are not reported. Of what people in the agent's workspace write to each other, nothing is seen.",
      "Taps on buttons that send no message are left out.",
    ],
  },
  deliveryKey(_request, body) {
    const ids = keysSchema.safeParse(body).data?.events.map(({ id }) => id) ?? [];
    const key = ids.join(",");
    return key === "" || key.length > MAX_KEY_LENGTH ? null : key;
  },
  understand,
};
