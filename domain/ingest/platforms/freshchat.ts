/** Freshchat: webhooks of an account, signed with its RSA key (crmsupport.freshworks.com, article 50000004461). */
import { z } from "zod";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import type { Platform, StoredDelivery, Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const named = z.looseObject({ name: shownText, label: shownText, content: shownText }).optional().catch(undefined);
const partSchema = z.looseObject({
  text: named,
  email: named,
  image: named,
  video: named,
  audio: named,
  file: named,
  url_button: named,
  quick_reply_button: named,
  /** Of older payloads. */
  properties: z.looseObject({ text: shownText }).optional().catch(undefined),
});

const topicSchema = z.looseObject({ action: z.string(), action_time: z.unknown().optional() });
const messageSchema = topicSchema.extend({
  actor: z.looseObject({ actor_type: shownText }).nullish().catch(null),
  data: z.looseObject({
    message: z.looseObject({
      id: platformId,
      conversation_id: platformId,
      actor_type: shownText,
      actor_id: platformId.optional().catch(undefined),
      message_type: shownText,
      created_time: z.unknown().optional(),
      message_parts: z.array(partSchema).optional(),
      msg_parts: z.array(partSchema).optional(),
    }),
  }),
});

function textOf(part: z.output<typeof partSchema>): string {
  const { text, email, image, video, audio, file, url_button, quick_reply_button, properties } = part;
  const words = text?.content ?? email?.content ?? properties?.text;
  const media = Object.entries({ image, video, audio, file }).map(
    ([kind, each]) => each && attachmentText(kind, each.name),
  );
  return joinTexts([
    words === undefined ? undefined : htmlToPlainText(words),
    ...media,
    url_button?.label && `[button: ${url_button.label}]`,
    quick_reply_button?.label && `[button: ${quick_reply_button.label}]`,
  ]);
}

function roleOf(actorType: string | undefined): "user" | "agent" | "assistant" {
  if (actorType === "agent") return "agent";
  return actorType === "system" || actorType === "bot" ? "assistant" : "user";
}

function understand(delivery: StoredDelivery): Understood {
  const body = requireBody(delivery.body, delivery.contentType);
  const { action: topic } = readFields(topicSchema, body);
  if (topic !== "message_create") return { topic, events: [], ignored: "The action is not about a message." };
  const { actor, action_time, data } = readFields(messageSchema, body);
  const { message } = data;
  const parts = message.message_parts ?? message.msg_parts;
  if (parts === undefined) readFields(z.looseObject({ message_parts: z.array(partSchema) }), message, "data.message");
  const text = joinTexts((parts ?? []).map(textOf));
  if (text === "") return { topic, events: [], ignored: "The message has no words." };
  const role = roleOf(message.actor_type ?? actor?.actor_type);
  const sentAt = readTime(message.created_time, "ms") ?? readTime(action_time, "ms");
  const event: MessageEvent = {
    kind: "new",
    conversationId: message.conversation_id,
    messageId: message.id,
    role,
    ...(message.actor_id && { author: { id: message.actor_id } }),
    text,
    ...(sentAt && { sentAt }),
    ...(message.message_type === "private" && role !== "user" && { isPrivateNote: true }),
  };
  return { topic, events: [event] };
}

export const freshchat: Platform = {
  name: "freshchat",
  label: "Freshchat",
  schemes: [{ kind: "rsa", header: "x-freshchat-signature" }],
  secret: {
    origin: "platform",
    label: "Public key",
    hint: "In Freshchat: Admin Settings, Webhooks, Authentication; with its lines BEGIN and END.",
    pattern: /^-----BEGIN (?:RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\s]{200,2000}-----END (?:RSA )?PUBLIC KEY-----\s*$/,
    multiline: true,
  },
  setup: {
    steps: [
      "In Freshchat open Admin Settings, Webhooks (Freshworks CRM: Admin Settings, Configure, Webhooks) and switch webhooks on.",
      "Set the Webhook URL to {url} and save.",
      "Copy the public key under Authentication to here, with its lines BEGIN and END.",
      "Write in a test chat, and look for it on the Sources page.",
    ],
    limits: [
      "Names of users and agents are not sent, only their ids.",
      "Edits and deletions are not reported. Assignments and resolutions are left out.",
      "No time is signed, so an old delivery could be sent again by someone who has seen it; Vigil takes each message once.",
    ],
  },
  deliveryKey(_request, body) {
    const { data } = messageSchema.safeParse(body);
    return data ? `${data.action}:${data.data.message.id}` : null;
  },
  understand,
};
