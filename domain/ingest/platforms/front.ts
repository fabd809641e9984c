/**
 * Front: webhooks of an application, which wrap the event and are retried, and webhooks of a rule, which are the event.
 * After dev.frontapp.com, "Application webhooks", "Rule webhooks" and "Events".
 */
import { z } from "zod";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  NotUnderstood,
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

/** The events that someone wrote something: of rules, and of applications. */
const WRITTEN = new Set([
  "inbound",
  "outbound",
  "out_reply",
  "comment",
  "inbound_received",
  "outbound_sent",
  "new_comment_added",
  "message_autoreply",
]);

const eventSchema = z.looseObject({ type: z.string(), id: platformId.optional().catch(undefined) });
const wrapperSchema = z.looseObject({ type: z.string(), authorization: z.unknown(), payload: eventSchema });

const attachment = z.looseObject({ filename: shownText, content_type: shownText });
const author = z.looseObject({
  id: platformId.optional().catch(undefined),
  first_name: shownText,
  last_name: shownText,
  username: shownText,
});
const recipient = z.looseObject({ role: shownText, handle: shownText, name: shownText });

const dataSchema = z.looseObject({
  id: platformId,
  is_inbound: z.unknown().optional(),
  subject: shownText,
  text: z.string().nullish(),
  body: z.string().nullish(),
  created_at: z.unknown().optional(),
  posted_at: z.unknown().optional(),
  author: author.nullish().catch(null),
  recipients: z.array(recipient).nullish().catch(null),
  attachments: z.array(attachment).nullish().catch(null),
});
type Data = z.output<typeof dataSchema>;

const writtenSchema = z.looseObject({
  conversation: z.looseObject({ id: platformId }),
  target: z.looseObject({ _meta: z.looseObject({ type: z.string() }), data: dataSchema }),
});

const PREVIEW =
  'Front sent a preview without the text. Switch on "Send full event data" in Front under Settings, Company, App store, Webhooks.';

function textOf(data: Data): string {
  if (typeof data.text !== "string" && typeof data.body !== "string") throw new NotUnderstood(PREVIEW);
  const words = data.text?.trim() ? data.text : htmlToPlainText(data.body ?? "");
  // A reply's subject repeats the first one's.
  const isReply = /^\s*(?:re|aw|sv|fwd?|wg)\s*:/i.test(data.subject ?? "");
  const attached = (data.attachments ?? []).map(({ content_type = "", filename }) => {
    return attachmentText(/^(image|audio|video)\//.exec(content_type)?.[1] ?? "file", filename);
  });
  return joinTexts([isReply ? "" : data.subject, words, ...attached]);
}

/** A message that goes out without a teammate behind it was written by a rule or another machine. */
function spokenBy(
  type: string,
  isComment: boolean,
  data: Data,
): Pick<MessageEvent & { kind: "new" }, "role" | "author"> {
  if (data.is_inbound === true && !isComment) {
    const from = data.recipients?.find(({ role }) => role === "from");
    const name = from?.name && { name: from.name };
    return { role: "user", ...(from?.handle && { author: { id: from.handle, ...name } }) };
  }
  const { id, first_name, last_name, username } = data.author ?? {};
  const name = [first_name, last_name].filter(Boolean).join(" ") || username;
  const isMachine = type === "message_autoreply" || (id === undefined && !isComment);
  return { role: isMachine ? "assistant" : "agent", ...(id && { author: { id, ...(name && { name }) } }) };
}

function understand(delivery: StoredDelivery): Understood {
  const body = requireBody(delivery.body, delivery.contentType);
  const wrapped = wrapperSchema.safeParse(body).data;
  const event = wrapped?.payload ?? readFields(eventSchema, body);
  const topic = wrapped?.type ?? event.type;
  if (!WRITTEN.has(topic) && !WRITTEN.has(event.type)) {
    return { topic, events: [], ignored: "The event is not about a message." };
  }
  const { conversation, target } = readFields(writtenSchema, event, wrapped ? "payload" : "");
  const { data } = target;
  const isComment = target._meta.type === "comment";
  const text = textOf(data);
  if (text === "") return { topic, events: [], ignored: "The message is empty." };
  const sentAt = readTime(data.created_at ?? data.posted_at);
  const said: MessageEvent = {
    kind: "new",
    conversationId: conversation.id,
    messageId: data.id,
    ...spokenBy(event.type, isComment, data),
    text,
    ...(sentAt && { sentAt }),
    ...(isComment && { isPrivateNote: true }),
  };
  return { topic, events: [said] };
}

export const front: Platform = {
  name: "front",
  label: "Front",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha256",
      encoding: "base64",
      header: "x-front-signature",
      template: "{timestamp}:{body}",
      time: { header: "x-front-request-timestamp", unit: "ms", toleranceSeconds: 300 },
      key: "utf8",
    },
    {
      kind: "hmac",
      algorithm: "sha1",
      encoding: "base64",
      header: "x-front-signature",
      template: "{body}",
      key: "utf8",
    },
  ],
  secret: {
    origin: "platform",
    label: "Application signing key or API secret",
    hint: "In Front: Settings, Company, Developers, your app, Basic information. For webhooks of rules: App store, Webhooks, API secret.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In Front open Settings, Company, Developers, and make an app.",
      "Copy the application signing key from its Basic information to here. (Front asks Vigil for a signed answer as soon as you save the address, so the key comes first.)",
      "Under Features add Webhooks, set the URL to {url}, choose the events Inbound message received, Outbound message sent and New comment added, and save.",
      "No app? Switch on Webhooks in the App store with Send full event data, copy its API secret to here, and make a rule: when an inbound message is received, an outbound message is sent or a comment is added, then Send to a Webhook with {url}.",
      "Write to a shared inbox, and look for the message on the Sources page.",
    ],
    limits: [
      "An application sees shared inboxes only; Front sends its webhooks up to three times more when they fail. Those of rules it never sends again, and waits 5 seconds.",
      "Edits and deletions are not reported.",
      "A webhook of a rule without Send full event data holds no text: such deliveries are kept for an admin and cannot be read.",
    ],
  },
  handshake(request, body) {
    const challenge = request.headers.get("x-front-challenge");
    const isSync = eventSchema.safeParse(body).data?.type === "sync";
    if (!isSync || !challenge) return null;
    return { status: 200, contentType: "application/json", body: JSON.stringify({ challenge }) };
  },
  deliveryKey(_request, body) {
    const event = wrapperSchema.safeParse(body).data?.payload ?? eventSchema.safeParse(body).data;
    return event?.id ?? null;
  },
  understand,
};
