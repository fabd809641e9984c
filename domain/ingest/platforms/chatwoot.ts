/** Chatwoot: webhooks of an account, with the signature that newer releases send or without one. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  PLATFORM_SECRET,
  type Platform,
  type StoredDelivery,
  type Understood,
} from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

/** In the order of the numbers that some releases send instead. */
const DIRECTIONS = ["incoming", "outgoing", "activity", "template"] as const;
const byNumber: ReadonlyMap<unknown, string> = new Map(DIRECTIONS.map((name, index) => [index, name]));

const attachment = z.looseObject({ file_type: shownText, fallback_title: shownText });
/** What a visitor answers to a form, a choice or a survey is kept with the bot's own message. */
const attributes = z.looseObject({
  deleted: z.unknown().optional(),
  submitted_email: shownText,
  submitted_values: z.unknown().optional(),
});
const topicSchema = z.looseObject({ event: z.string() });
const messageSchema = z.looseObject({
  event: z.string(),
  id: platformId,
  content: z.string().nullish(),
  message_type: z.preprocess((value) => byNumber.get(value) ?? value, z.enum(DIRECTIONS)),
  private: z.unknown().optional(),
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  content_attributes: attributes.nullish().catch(null),
  sender: z
    .looseObject({ id: platformId.optional().catch(undefined), name: shownText, type: shownText })
    .nullish()
    .catch(null),
  attachments: z.array(attachment).nullish().catch(null),
  account: z.looseObject({ id: platformId }),
  conversation: z.looseObject({ id: platformId }),
});
type Message = z.output<typeof messageSchema>;

const survey = z.looseObject({ csat_survey_response: z.looseObject({ feedback_message: z.string() }) });
const choices = z.array(z.looseObject({ title: shownText, value: shownText }));

function roleOf({ message_type, sender }: Message): "user" | "agent" | "assistant" {
  if (message_type === "incoming") return "user";
  return message_type === "outgoing" && sender?.type === "user" ? "agent" : "assistant";
}

function answerOf(given: Message["content_attributes"]): string {
  const feedback = survey.safeParse(given?.submitted_values).data?.csat_survey_response.feedback_message;
  const chosen = choices.safeParse(given?.submitted_values).data ?? [];
  return joinTexts([given?.submitted_email, feedback, ...chosen.map(({ title, value }) => value ?? title)]);
}

function eventsOf(message: Message): MessageEvent[] {
  // Conversations are numbered within an account, and one address may serve several.
  const place = { conversationId: `${message.account.id}:${message.conversation.id}`, messageId: message.id };
  const changedAt = readTime(message.updated_at);
  const isEdit = message.event === "message_updated";
  if (message.content_attributes?.deleted === true) {
    return [{ kind: "delete", ...place, ...(isEdit && changedAt && { deletedAt: changedAt }) }];
  }
  const role = roleOf(message);
  const { sender } = message;
  const sentAt = readTime(message.created_at);
  const attached = (message.attachments ?? []).map((each) => {
    return attachmentText(each.file_type ?? "file", each.fallback_title);
  });
  const text = joinTexts([message.content ?? "", ...attached]);
  const answer = answerOf(message.content_attributes);
  const events: MessageEvent[] = [];
  if (text !== "") {
    events.push({
      kind: isEdit ? "edit" : "new",
      ...place,
      role,
      ...(sender?.id && {
        author: { id: `${sender.type ?? "sender"}:${sender.id}`, ...(sender.name && { name: sender.name }) },
      }),
      text,
      ...(sentAt && { sentAt }),
      ...(isEdit && changedAt && { editedAt: changedAt }),
      ...(message.private === true && role !== "user" && { isPrivateNote: true }),
    });
  }
  if (answer !== "" && role !== "user") {
    const answeredAt = changedAt ?? sentAt;
    const asked = { ...place, messageId: `${message.id}:answer` };
    events.push({ kind: "new", ...asked, role: "user", text: answer, ...(answeredAt && { sentAt: answeredAt }) });
  }
  return events;
}

function understand(delivery: StoredDelivery): Understood {
  const body = requireBody(delivery.body, delivery.contentType);
  const { event: topic } = readFields(topicSchema, body);
  if (topic !== "message_created" && topic !== "message_updated") {
    return { topic, events: [], ignored: "The event is not about a message." };
  }
  const message = readFields(messageSchema, body);
  if (message.message_type === "activity")
    return { topic, events: [], ignored: "It is a notice, such as an assignment." };
  const events = eventsOf(message);
  return events.length > 0 ? { topic, events } : { topic, events, ignored: "The message is empty." };
}

export const chatwoot: Platform = {
  name: "chatwoot",
  label: "Chatwoot",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha256",
      encoding: "hex",
      header: "x-chatwoot-signature",
      prefix: "sha256=",
      template: "{timestamp}.{body}",
      time: { header: "x-chatwoot-timestamp", unit: "s", toleranceSeconds: 300 },
      key: "utf8",
    },
    { kind: "token", at: { query: "key" } },
  ],
  secret: {
    origin: "platform",
    label: "Webhook secret",
    hint: "In Chatwoot: Settings, Integrations, Webhooks, your webhook. Older releases have none: use an address with a key.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In Chatwoot open Settings, Integrations, Webhooks, and press Add new webhook.",
      "Set the Webhook URL to {url}, tick Message created and Message updated, and create it.",
      "Copy the secret that Chatwoot shows for the webhook to here.",
      "Chatwoot shows no secret? Then this release does not sign. Make the source again as one that is not signed, use the address with its key, and keep that address secret: whoever has it can send messages.",
      "Write in a test conversation, and look for it on the Sources page.",
    ],
    limits: [
      "Chatwoot does not send again what failed, and waits 5 seconds: while Vigil is away, messages are lost. Export them from Chatwoot afterwards.",
      "Assignments, labels and other notices are left out.",
    ],
  },
  deliveryKey(request, body) {
    const sent = request.headers.get("x-chatwoot-delivery");
    if (sent) return sent;
    const { data } = messageSchema.safeParse(body);
    if (data === undefined || (typeof data.updated_at !== "string" && typeof data.updated_at !== "number")) return null;
    return `${data.event}:${data.account.id}:${data.id}:${data.updated_at}`;
  },
  understand,
};
