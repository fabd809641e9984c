/** Crisp: hooks of a plugin, which are signed, and hooks of a website, which are not (docs.crisp.chat, Web Hooks v1). */
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

const TOPICS = ["message:send", "message:received", "message:updated", "message:removed"] as const;

const placeSchema = z.looseObject({ session_id: platformId, fingerprint: platformId });
const topicSchema = z.looseObject({ event: z.string(), timestamp: z.unknown().optional() });
const removedSchema = topicSchema.extend({ data: placeSchema });
const messageSchema = topicSchema.extend({
  data: placeSchema.extend({
    type: shownText,
    from: z.unknown().optional(),
    automated: z.unknown().optional(),
    timestamp: z.unknown().optional(),
    content: z.unknown().refine((content) => content !== undefined && content !== null),
    user: z
      .looseObject({ user_id: platformId.optional().catch(undefined), nickname: shownText })
      .nullish()
      .catch(null),
  }),
});
type Message = z.output<typeof messageSchema>["data"];

/** What stands in the parts of a content that is no plain text: a file, a form field, a choice, a row of cards. */
const partsSchema = z.looseObject({
  text: shownText,
  explain: shownText,
  value: shownText,
  name: shownText,
  type: shownText,
  url: shownText,
  choices: z
    .array(z.looseObject({ label: shownText, selected: z.unknown().optional() }))
    .optional()
    .catch(undefined),
  targets: z
    .array(z.looseObject({ title: shownText, description: shownText }))
    .optional()
    .catch(undefined),
});

function textOf({ type, content }: Message): string {
  if (typeof content === "string") return content.trim() === "" ? "" : content;
  const parts = partsSchema.safeParse(content).data;
  if (parts === undefined) return attachmentText(type ?? "message");
  const { text, explain, choices = [], targets = [] } = parts;
  const words = joinTexts([
    text ?? explain,
    ...choices.map(({ label, selected }) => label && `${selected === true ? "[chosen] " : "- "}${label}`),
    ...targets.map(({ title, description }) => joinTexts([title, description])),
  ]);
  if (words !== "" || parts.url === undefined) return words === "" ? attachmentText(type ?? "message") : words;
  const kind =
    /^(image|audio|video)\//.exec(parts.type ?? "")?.[1] ?? (type === "animation" ? "image" : (type ?? "file"));
  return attachmentText(kind, parts.name);
}

/** The answer to a form field or a choice: the visitor's own words, kept within the operator's message. */
function answerOf({ content }: Message): string {
  const parts = partsSchema.safeParse(content).data;
  const chosen = (parts?.choices ?? []).map(({ label, selected }) => (selected === true ? label : undefined));
  return joinTexts([parts?.value, ...chosen]);
}

/** A change does not say who wrote the message. In doubt it is someone to care about. */
function roleOf({ from, automated }: Message): "user" | "agent" | "assistant" {
  if (from !== "operator") return "user";
  return automated === true ? "assistant" : "agent";
}

function eventsOf(topic: string, data: Message, at: Date | undefined): MessageEvent[] {
  const place = { conversationId: data.session_id, messageId: data.fingerprint };
  const role = roleOf(data);
  const isEdit = topic === "message:updated";
  const sentAt = isEdit ? undefined : (readTime(data.timestamp, "ms") ?? at);
  const text = textOf(data);
  const answer = role === "user" && !isEdit ? "" : answerOf(data);
  const events: MessageEvent[] = [];
  if (text !== "") {
    events.push({
      kind: isEdit ? "edit" : "new",
      ...place,
      role,
      ...(data.user?.user_id && {
        author: { id: data.user.user_id, ...(data.user.nickname && { name: data.user.nickname }) },
      }),
      text,
      ...(sentAt && { sentAt }),
      ...(isEdit && at && { editedAt: at }),
      ...(data.type === "note" && role !== "user" && { isPrivateNote: true }),
    });
  }
  if (answer !== "") {
    const messageId = `${data.fingerprint}:answer`;
    events.push({ kind: "new", ...place, messageId, role: "user", text: answer, ...(at && { sentAt: at }) });
  }
  return events;
}

function understand(delivery: StoredDelivery): Understood {
  const body = requireBody(delivery.body, delivery.contentType);
  const { event: topic, timestamp } = readFields(topicSchema, body);
  if (!TOPICS.some((known) => known === topic)) {
    return { topic, events: [], ignored: "The event is not about a message." };
  }
  const at = readTime(timestamp, "ms");
  if (topic === "message:removed") {
    const { session_id, fingerprint } = readFields(removedSchema, body).data;
    const deletedAt = at && { deletedAt: at };
    return { topic, events: [{ kind: "delete", conversationId: session_id, messageId: fingerprint, ...deletedAt }] };
  }
  const { data } = readFields(messageSchema, body);
  if (data.type === "event") return { topic, events: [], ignored: "It is a notice, such as that a chat was resolved." };
  const events = eventsOf(topic, data, at);
  return events.length > 0 ? { topic, events } : { topic, events, ignored: "The message is empty." };
}

export const crisp: Platform = {
  name: "crisp",
  label: "Crisp",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha256",
      encoding: "hex",
      header: "x-crisp-signature",
      template: "[{timestamp};{body}]",
      time: { header: "x-crisp-request-timestamp", unit: "ms", toleranceSeconds: 300 },
      key: "utf8",
    },
    { kind: "token", at: { query: "key" } },
  ],
  secret: {
    origin: "platform",
    label: "Web hooks signing secret",
    hint: "In Crisp's Marketplace: your plugin, Web Hooks. Hooks of a website have none: use an address with a key.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In Crisp's Marketplace (marketplace.crisp.chat) make a private plugin, and let it read conversations (website:conversation:messages).",
      "In the plugin's Web Hooks set the production URL to {url} and add message:send, message:received, message:updated and message:removed.",
      "Copy the signing secret to here, and install the plugin on your website.",
      "No plugin? Make the source again as one that is not signed. In Crisp's settings of the website open Advanced configuration, Web Hooks, add one with the address and its key and the same four events, and keep that address secret: whoever has it can send messages.",
      "Write in a test chat, and look for it on the Sources page.",
    ],
    limits: [
      "Crisp sends hooks of plugins again when they fail, and those of websites never: while Vigil is away, their messages are lost.",
      "The report of an edit does not say who wrote the message.",
      "Notices, such as that a chat was resolved, are left out.",
    ],
  },
  deliveryKey(_request, body) {
    const { data } = removedSchema.safeParse(body);
    if (data === undefined || (typeof data.timestamp !== "number" && typeof data.timestamp !== "string")) return null;
    return `${data.event}:${data.data.session_id}:${data.data.fingerprint}:${data.timestamp}`;
  },
  understand,
};
