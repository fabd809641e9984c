/** Messages of Messenger and Instagram, which Meta reports in one form. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { type MetaEntry, understandMeta } from "@/domain/ingest/platforms/meta";
import type { StoredDelivery, Understood } from "@/domain/ingest/platforms/platform";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const entryMessaging = z.looseObject({
  messaging: z.array(z.unknown()).optional(),
  standby: z.array(z.unknown()).optional(),
});
const person = z.looseObject({ id: platformId });
const attachment = z.looseObject({
  type: shownText,
  payload: z.looseObject({ title: shownText }).nullish().catch(undefined),
});
const messaging = z.looseObject({
  sender: person,
  recipient: person,
  timestamp: z.unknown().optional(),
  message: z
    .looseObject({
      mid: platformId,
      text: shownText,
      is_echo: z.unknown().optional(),
      is_deleted: z.unknown().optional(),
      app_id: platformId.nullish().catch(undefined),
      attachments: z.array(attachment.catch({})).optional().catch(undefined),
      sticker_id: z.unknown().optional(),
    })
    .optional(),
  message_edit: z.looseObject({ mid: platformId, text: shownText }).optional(),
});
const hasMessage = z.union([
  z.looseObject({ message: z.looseObject({}) }),
  z.looseObject({ message_edit: z.looseObject({}) }),
]);

/** Messages between a page or Instagram account and the people who write to it. */
export function understandMessaging(delivery: StoredDelivery, object: "page" | "instagram"): Understood {
  const partsOf = (entry: MetaEntry, at: string) => {
    const lists = readFields(entryMessaging, entry, at);
    return (["messaging", "standby"] as const).flatMap((name) =>
      (lists[name] ?? []).map((value, index) => ({ value, at: `${at}.${name}.${index}` })),
    );
  };
  return understandMeta(delivery, object, partsOf, readMessaging);
}

function readMessaging({ value, at }: { value: unknown; at: string }): MessageEvent[] {
  if (!hasMessage.safeParse(value).success) return [];
  const { sender, recipient, timestamp, message, message_edit } = readFields(messaging, value, at);
  const isEcho = Boolean(message?.is_echo);
  // The account is the sender of its own echoes. One conversation per pair of account and person.
  const [account, someone] = isEcho ? [sender.id, recipient.id] : [recipient.id, sender.id];
  const time = readTime(timestamp, "ms");
  const written = {
    conversationId: `${account}:${someone}`,
    role: isEcho ? roleOfApp(message?.app_id) : "user",
    author: { id: sender.id },
  } as const;
  if (message_edit) {
    if (!message_edit.text?.trim()) return [];
    const edited = { ...written, messageId: message_edit.mid, text: message_edit.text };
    return [{ kind: "edit", ...edited, ...(time ? { editedAt: time } : {}) }];
  }
  if (!message) return [];
  if (message.is_deleted) {
    const { conversationId } = written;
    return [{ kind: "delete", conversationId, messageId: message.mid, ...(time ? { deletedAt: time } : {}) }];
  }
  const attachments = message.attachments?.map((each) => attachmentText(kindOf(each.type), each.payload?.title)) ?? [];
  const text = joinTexts([message.text, ...attachments]);
  return text === ""
    ? []
    : [{ kind: "new", ...written, messageId: message.mid, text, ...(time ? { sentAt: time } : {}) }];
}

/** The inboxes of Facebook and Instagram, in which people write (Meta's conversation routing). */
const INBOXES = new Set(["263902037430900", "1217981644879628"]);

function roleOfApp(appId: string | null | undefined): "assistant" | "agent" {
  return appId && !INBOXES.has(appId) ? "assistant" : "agent";
}

/** Meta's words that are not plain ones. */
function kindOf(type: string | undefined): string {
  if (type === undefined || type === "fallback" || type === "template") return "link";
  return type.replaceAll("_", " ");
}
