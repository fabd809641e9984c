/**
 * Our own format of deliveries, which any chat product can send: Standard Webhooks (standardwebhooks.com, 1.0) around
 * messages in the words of docs/standard-webhooks.md.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { MESSAGE_ROLES } from "@/domain/ingest/message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Platform, type StoredDelivery, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { readEach } from "@/domain/ingest/platforms/read-each";
import { platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";
import type { SignedTime } from "@/domain/ingest/platforms/scheme";

const TIME: SignedTime = { header: "webhook-timestamp", unit: "s", toleranceSeconds: 300 };
const SIGNED = {
  header: "webhook-signature",
  separator: " ",
  idHeader: "webhook-id",
  template: "{id}.{timestamp}.{body}",
  time: TIME,
  encoding: "base64",
} as const;

/** Signatures `v1` (a shared secret, `whsec_`) and `v1a` (the sender's public key, `whpk_`). */
export const GENERIC_SCHEMES: Platform["schemes"] = [
  { kind: "hmac", algorithm: "sha256", prefix: "v1,", key: "whsec", ...SIGNED },
  { kind: "ed25519", prefix: "v1a,", key: "whpk", ...SIGNED },
];

/** 24 to 64 bytes in base64 after `whsec_`, or a public key of 32 bytes after `whpk_`. */
export const GENERIC_SECRET = /^(?:whsec_[A-Za-z0-9+/]{32,86}={0,2}|whpk_[A-Za-z0-9+/]{43}=)$/;

/** A new shared secret of 32 random bytes. */
export function generateGenericSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** `webhook-id`: the same for every attempt of a delivery. */
export const genericDeliveryKey: Platform["deliveryKey"] = (request) => request.headers.get("webhook-id");

const KINDS: ReadonlyMap<string, MessageEvent["kind"]> = new Map([
  ["message.created", "new"],
  ["message.edited", "edit"],
  ["message.deleted", "delete"],
]);

const TYPE = /^[A-Za-z0-9_]{1,50}(?:\.[A-Za-z0-9_]{1,50}){0,5}$/;
const envelope = z.looseObject({
  type: z.string().regex(TYPE),
  timestamp: z.unknown().optional(),
  data: z.unknown().optional(),
});
const batch = z.looseObject({ messages: z.array(z.unknown()) });
const place = z.looseObject({ conversationId: platformId, threadId: platformId.nullish(), messageId: platformId });
const author = z.looseObject({ id: platformId, name: z.string().nullish() });
const sequence = z.union([z.string().regex(/^\d{1,18}$/), z.int().nonnegative()]).transform(BigInt);
const message = place.extend({
  author: author.nullish(),
  role: z.enum(MESSAGE_ROLES),
  text: z.string(),
  isPrivateNote: z.boolean().nullish(),
  sequence: sequence.nullish(),
  sentAt: z.unknown().optional(),
  editedAt: z.unknown().optional(),
});

/**
 * The messages of a delivery in our own format.
 * @throws NotUnderstood with the path of the first field that does not fit
 */
export function understandGeneric(delivery: StoredDelivery): Understood {
  const { type, timestamp, data } = readFields(envelope, requireBody(delivery.body, delivery.contentType));
  const kind = KINDS.get(type);
  if (kind === undefined) return { topic: type, events: [], ignored: "events of this type" };
  const happenedAt = readTime(timestamp);
  const many = batch.safeParse(data);
  if (many.success && many.data.messages.length === 0) throw new NotUnderstood('"data.messages" is empty.');
  const read = many.success
    ? readEach(many.data.messages, (each, index) => readMessage(kind, each, `data.messages.${index}`, happenedAt))
    : { events: readMessage(kind, data, "data", happenedAt) };
  return { topic: type, ...read, ...(read.events.length === 0 ? { ignored: "messages without text" } : {}) };
}

function readMessage(kind: MessageEvent["kind"], value: unknown, at: string, happenedAt?: Date): MessageEvent[] {
  const ids = readFields(place, value, at);
  const where = {
    conversationId: ids.conversationId,
    ...(ids.threadId ? { threadId: ids.threadId } : {}),
    messageId: ids.messageId,
  };
  if (kind === "delete") {
    const deletedAt = requireTime(ids.deletedAt, `${at}.deletedAt`) ?? happenedAt;
    return [{ kind, ...where, ...(deletedAt ? { deletedAt } : {}) }];
  }
  const fields = readFields(message, value, at);
  if (fields.text.trim() === "") return [];
  const sentAt = requireTime(fields.sentAt, `${at}.sentAt`) ?? (kind === "new" ? happenedAt : undefined);
  const editedAt = requireTime(fields.editedAt, `${at}.editedAt`) ?? (kind === "edit" ? happenedAt : undefined);
  return [
    {
      kind,
      ...where,
      role: fields.role,
      ...(fields.author ? { author: { id: fields.author.id, ...nameOf(fields.author.name) } } : {}),
      text: fields.text,
      ...(sentAt ? { sentAt } : {}),
      ...(editedAt ? { editedAt } : {}),
      ...(fields.sequence === undefined || fields.sequence === null ? {} : { sequence: fields.sequence }),
      // What someone who is cared about wrote is never kept from the model.
      ...(fields.isPrivateNote && fields.role !== "user" ? { isPrivateNote: true } : {}),
    },
  ];
}

function nameOf(name: string | null | undefined): { name?: string } {
  return name ? { name } : {};
}

/** Undefined when it is absent. Here the sender is told of a wrong time, as it is our own format. */
function requireTime(value: unknown, path: string): Date | undefined {
  if (value === undefined || value === null) return undefined;
  const time = readTime(value, "ms");
  if (time === undefined) throw new NotUnderstood(`"${path}" is not a time such as 2026-11-21T03:04:05Z.`);
  return time;
}
