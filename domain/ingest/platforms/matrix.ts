/** Matrix: what a homeserver sends to an application service (spec v1.4 and later). */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { readEach } from "@/domain/ingest/platforms/read-each";
import { attachmentText, platformId, readFields, readTime, shownText } from "@/domain/ingest/platforms/read-fields";

const TRANSACTION = /(?:\/_matrix\/app\/v1)?\/transactions\/([^/]+)\/?$/;
const PING = /\/_matrix\/app\/v1\/ping\/?$/;
const JSON_TYPE = "application/json";

const transaction = z.looseObject({ events: z.array(z.unknown()) });
const firstEvent = z.looseObject({ events: z.tuple([z.looseObject({ event_id: platformId })], z.unknown()) });
const typed = z.looseObject({ type: z.string(), content: z.looseObject({}).catch({}) });
const place = z.looseObject({ event_id: platformId, room_id: platformId, sender: platformId });
const relation = z.looseObject({ rel_type: shownText, event_id: platformId.optional().catch(undefined) });
const spoken = z.looseObject({ msgtype: shownText, body: shownText, filename: shownText });
const content = spoken.extend({
  "m.relates_to": relation.optional().catch(undefined),
  "m.new_content": spoken.optional().catch(undefined),
});
const redaction = z.looseObject({
  room_id: platformId,
  redacts: platformId.optional(),
  content: z.looseObject({ redacts: platformId.optional() }).optional().catch(undefined),
});

const ENCRYPTED = "m.room.encrypted";
const MESSAGES = new Set(["m.room.message", "m.sticker", ENCRYPTED]);
const FILES: ReadonlyMap<string | undefined, string> = new Map([
  ["m.image", "image"],
  ["m.video", "video"],
  ["m.audio", "audio"],
  ["m.file", "file"],
  ["m.location", "location"],
]);

function readText(type: string, value: z.output<typeof spoken>, isReply: boolean): string {
  if (type === ENCRYPTED) return attachmentText("encrypted message");
  const kind = type === "m.sticker" ? "sticker" : FILES.get(value.msgtype);
  if (kind !== undefined) return attachmentText(kind, value.body || value.filename);
  return (isReply ? withoutQuote(value.body ?? "") : (value.body ?? "")).trim();
}

/** Older clients put the message that is answered before the answer, in lines with `> `. */
function withoutQuote(body: string): string {
  const lines = body.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("> "));
  return end <= 0 ? body : lines.slice(end).join("\n");
}

function readEvent(value: unknown, index: number): MessageEvent[] {
  const at = `events.${index}`;
  const { type, content: raw } = readFields(typed, value, at);
  const time = readTime((value as { origin_server_ts?: unknown }).origin_server_ts, "ms");
  if (type === "m.room.redaction") {
    const read = readFields(redaction, value, at);
    const messageId = readFields(platformId, read.redacts ?? read.content?.redacts, `${at}.redacts`);
    return [{ kind: "delete", conversationId: read.room_id, messageId, ...(time ? { deletedAt: time } : {}) }];
  }
  if (!MESSAGES.has(type)) return [];
  const { event_id, room_id, sender } = readFields(place, value, at);
  const said = content.parse(raw);
  const about = said["m.relates_to"];
  const replaced = about?.rel_type === "m.replace" ? about.event_id : undefined;
  if (replaced !== undefined && type === ENCRYPTED) return [];
  const words = replaced === undefined ? said : (said["m.new_content"] ?? said);
  const text = readText(type, words, about?.["m.in_reply_to"] !== undefined);
  if (text === "") return [];
  const written = {
    conversationId: room_id,
    role: words.msgtype === "m.notice" ? "assistant" : "user",
    author: { id: sender },
    text,
  } as const;
  return replaced === undefined
    ? [{ kind: "new", ...written, messageId: event_id, ...(time ? { sentAt: time } : {}) }]
    : [{ kind: "edit", ...written, messageId: replaced, ...(time ? { editedAt: time } : {}) }];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const REGISTRATION = `id: vigil
url: {url}
hs_token: {secret}
as_token: REPLACE-BY-A-RANDOM-TEXT-OF-YOUR-OWN
sender_localpart: vigil
rate_limited: false
namespaces:
  users: []
  aliases: []
  rooms:
    - exclusive: false
      regex: "!.*"
`;

export const matrix: Platform = {
  name: "matrix",
  label: "Matrix",
  schemes: [{ kind: "token", at: "bearer" }],
  maxBytes: 10 * 1024 * 1024,
  secret: {
    origin: "vigil",
    label: "hs_token",
    hint: "Goes into the registration file of the application service, on the homeserver.",
    pattern: /^(?!vigilurl_)[A-Za-z0-9._~+/-]{5,256}$/,
    generate: () => randomBytes(32).toString("base64url"),
  },
  setup: {
    steps: [
      "On the homeserver, save the registration below as vigil.yaml, with an as_token of your own and, under rooms, the rooms you want.",
      "Synapse: add the file to app_service_config_files in homeserver.yaml and restart. Others: see their documentation on application services.",
      "Write something in a room, and look for it on the Sources page.",
      "To change the token: add a new one here, put it into the file, restart the homeserver, then remove the old one here.",
    ],
    template: { label: "Registration file", text: REGISTRATION },
    limits: [
      "Encrypted rooms cannot be read: their messages appear as such.",
      "Threads are read as part of their room, as edits and deletions do not name them.",
      "Everyone counts as a user, unless they send notices as bots do. People appear by their Matrix ids.",
      "The homeserver must send its token in the Authorization header, as it does since version 1.4 of the specification.",
    ],
  },
  refusal: { status: 403, contentType: JSON_TYPE, body: '{"errcode":"M_FORBIDDEN"}' },
  handshake(request) {
    if (TRANSACTION.test(request.url.pathname)) return null;
    if (PING.test(request.url.pathname)) return { status: 200, contentType: JSON_TYPE, body: "{}" };
    return { status: 404, contentType: JSON_TYPE, body: '{"errcode":"M_UNRECOGNIZED"}' };
  },
  // Homeservers ask for users and rooms that are not there yet; this service makes none.
  answerGet: () => ({ status: 404, contentType: JSON_TYPE, body: '{"errcode":"M_NOT_FOUND"}' }),
  deliveryKey(request, body) {
    const segment = TRANSACTION.exec(request.url.pathname)?.[1];
    if (segment === undefined) return null;
    // A homeserver set up anew counts from 1 again: the first event keeps its transactions apart from the old ones.
    const first = firstEvent.safeParse(body).data?.events[0]?.event_id;
    return [decode(segment), ...(first === undefined ? [] : [first])].join(":");
  },
  understand(delivery) {
    const { events } = readFields(transaction, requireBody(delivery.body, delivery.contentType));
    const read = readEach(events, readEvent);
    const topic = "transaction";
    if (read.events.length === 0) return { topic, ...read, ignored: "events that are no messages" };
    const isEncrypted = events.some((event) => typed.safeParse(event).data?.type === ENCRYPTED);
    const warning = read.warning ?? (isEncrypted ? "A room is encrypted: Vigil cannot read it." : undefined);
    return { topic, events: read.events, ...(warning ? { warning } : {}) };
  },
};
