/** WhatsApp Business Platform (Cloud API): what people write to a business number, and what is written from its app. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  answerMetaGet,
  META_MAX_BYTES,
  META_SCHEMES,
  META_SECRET,
  type MetaEntry,
  understandMeta,
} from "@/domain/ingest/platforms/meta";
import type { Platform } from "@/domain/ingest/platforms/platform";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const entry = z.looseObject({ changes: z.array(z.looseObject({ value: z.unknown() })).optional() });
const lists = z.looseObject({
  messages: z.array(z.unknown()).optional().catch(undefined),
  message_echoes: z.array(z.unknown()).optional().catch(undefined),
});
const contact = z.looseObject({
  wa_id: platformId.optional().catch(undefined),
  user_id: platformId.optional().catch(undefined),
  profile: z.looseObject({ name: shownText }).optional().catch(undefined),
});
const channel = z.looseObject({
  metadata: z.looseObject({ phone_number_id: platformId }),
  contacts: z.array(contact.catch({})).optional().catch(undefined),
});

const content = z.looseObject({ type: z.string() });
const original = z.looseObject({ original_message_id: platformId });
const edited = original.extend({ message: content });
const message = content.extend({
  from: platformId.optional(),
  from_user_id: platformId.optional(),
  to: platformId.optional(),
  to_user_id: platformId.optional(),
  id: platformId,
  timestamp: z.unknown().optional(),
  revoke: z.unknown().optional(),
  edit: z.unknown().optional(),
});

/** One message with the change it came in, each with its path. */
type Part = { value: unknown; at: string; change: unknown; changeAt: string; isEcho: boolean };

const titled = z.looseObject({ title: shownText, description: shownText });
const bodies = z.looseObject({
  text: z.looseObject({ body: shownText }).optional().catch(undefined),
  button: z.looseObject({ text: shownText }).optional().catch(undefined),
  interactive: z
    .looseObject({ button_reply: titled.optional(), list_reply: titled.optional() })
    .optional()
    .catch(undefined),
});
const described = z.looseObject({ caption: shownText, filename: shownText, name: shownText, address: shownText });

/** Kinds that carry nothing that was said. */
const SILENT = new Set(["reaction", "system", "request_welcome"]);

function readText(value: z.output<typeof content>): string {
  const { text, button, interactive } = bodies.parse(value);
  const reply = interactive?.button_reply ?? interactive?.list_reply;
  const words = [text?.body, button?.text, joinTexts([reply?.title, reply?.description])].find((each) => each?.trim());
  if (words) return words;
  const { caption, filename, name, address } = described.catch({}).parse(value[value.type]);
  return attachmentText(value.type.replaceAll("_", " "), caption || filename || name || address);
}

function partsOf(value: MetaEntry, at: string): Part[] {
  const changes = readFields(entry, value, at).changes ?? [];
  return changes.flatMap(({ value: change }, number) => {
    const changeAt = `${at}.changes.${number}.value`;
    const found = lists.safeParse(change).data ?? {};
    return (["messages", "message_echoes"] as const).flatMap((name) =>
      (found[name] ?? []).map((each, index) => ({
        value: each,
        at: `${changeAt}.${name}.${index}`,
        change,
        changeAt,
        isEcho: name === "message_echoes",
      })),
    );
  });
}

function readMessage({ value, at, change, changeAt, isEcho }: Part): MessageEvent[] {
  const { type } = readFields(content, value, at);
  if (SILENT.has(type)) return [];
  const read = readFields(message, value, at);
  const { metadata, contacts = [] } = readFields(channel, change, changeAt);
  const from = read.from ?? read.from_user_id;
  const who = readFields(platformId, isEcho ? (read.to ?? read.to_user_id) : from, `${at}.${isEcho ? "to" : "from"}`);
  const conversationId = `${metadata.phone_number_id}:${who}`;
  const time = readTime(read.timestamp);
  if (type === "revoke") {
    const { original_message_id } = readFields(original, read.revoke, `${at}.revoke`);
    return [{ kind: "delete", conversationId, messageId: original_message_id, ...(time ? { deletedAt: time } : {}) }];
  }
  const name = contacts.find(({ wa_id, user_id }) => from === wa_id || from === user_id)?.profile?.name;
  const written = {
    conversationId,
    role: isEcho ? "agent" : "user",
    ...(from === undefined ? {} : { author: { id: from, ...(name ? { name } : {}) } }),
  } as const;
  if (type === "edit") {
    const { original_message_id, message: now } = readFields(edited, read.edit, `${at}.edit`);
    const text = readText(now);
    return [{ kind: "edit", ...written, messageId: original_message_id, text, ...(time ? { editedAt: time } : {}) }];
  }
  return [{ kind: "new", ...written, messageId: read.id, text: readText(read), ...(time ? { sentAt: time } : {}) }];
}

export const whatsapp: Platform = {
  name: "whatsapp",
  label: "WhatsApp",
  schemes: META_SCHEMES,
  maxBytes: META_MAX_BYTES,
  secret: META_SECRET,
  setup: {
    steps: [
      "At developers.facebook.com open your app, with WhatsApp added.",
      "Under App settings, Basic, show the App secret and enter it here.",
      "Under WhatsApp, Configuration, enter {url} as the Callback URL and {verifyToken} as the Verify token, and choose Verify and save.",
      "Under Webhook fields subscribe to messages, and to smb_message_echoes if your staff write in the WhatsApp Business app.",
      "To change the secret: Reset it in App settings, Basic, enter the new one here at once, then remove the old one here.",
    ],
    limits: [
      "What you send through the API is not reported, only what staff write in the WhatsApp Business app.",
      "Meta tries again for up to 7 days.",
    ],
  },
  answerGet: answerMetaGet,
  deliveryKey: () => null,
  understand: (delivery) => understandMeta(delivery, "whatsapp_business_account", partsOf, readMessage),
};
