/** Discord over HTTP: reports of single messages (interactions), and chats of games (webhook events of its Social SDK). */
import { z } from "zod";
import { discordMessage, editedAt, readDiscordMessage } from "@/domain/ingest/platforms/discord-message";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Platform, type Reply, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";

/** Of interactions; `4` and `64` are the answer "a message" that only who asked sees. */
const PING = 1;
const COMMAND = 2;
const MESSAGE_COMMAND = 3;
const ONLY_FOR_THE_ASKER = { type: 4, flags: 64 };
const HANDSHAKE_EVENT = 0;

const interaction = z.looseObject({ id: platformId, token: z.string(), type: z.int(), data: z.unknown().optional() });
const command = z.looseObject({ type: z.int().optional() });
const reported = z.looseObject({
  data: z.looseObject({
    target_id: platformId,
    resolved: z.looseObject({ messages: z.record(z.string(), z.unknown()) }),
  }),
  channel_id: platformId.optional(),
});
const webhookEvent = z.looseObject({
  event: z.looseObject({ type: z.string().regex(/^[A-Z_]{1,60}$/), timestamp: z.string(), data: z.unknown() }),
});
const place = z.looseObject({ id: platformId, lobby_id: platformId.optional(), channel_id: platformId.optional() });

const EVENT = /^(?:LOBBY|GAME_DIRECT)_MESSAGE_(CREATE|UPDATE|DELETE)$/;

function json(value: unknown): Reply {
  return { status: 200, contentType: "application/json", body: JSON.stringify(value) };
}

function isReport(body: unknown): boolean {
  const call = interaction.safeParse(body).data;
  return call?.type === COMMAND && command.safeParse(call.data).data?.type === MESSAGE_COMMAND;
}

/** The chosen message of a report. It may be reported again: of two copies the later edit holds. */
function understandReport(body: unknown): Understood {
  const { data, channel_id } = readFields(reported, body);
  const at = "data.resolved.messages";
  const message = readFields(discordMessage, data.resolved.messages[data.target_id], at);
  const conversationId = message.channel_id ?? channel_id;
  if (conversationId === undefined) throw new NotUnderstood('"channel_id" is missing or of another form.');
  const topic = "message_command";
  const said = readDiscordMessage(message);
  if (said === null) return { topic, events: [], ignored: "The message has nothing in it that can be read." };
  const edited = editedAt(message);
  const event: MessageEvent = {
    kind: edited ? "edit" : "new",
    conversationId,
    messageId: message.id,
    sequence: BigInt(message.id),
    ...said,
    ...(edited && { editedAt: edited }),
  };
  return { topic, events: [event] };
}

/** Discord writes these times in UTC and without a zone. */
function eventTime(text: string): Date | undefined {
  return readTime(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}

function understandEvent(body: unknown): Understood {
  const { type: topic, timestamp, data } = readFields(webhookEvent, body).event;
  const what = EVENT.exec(topic)?.[1];
  if (what === undefined) return { topic, events: [], ignored: "It is not about a message." };
  const { id: messageId, lobby_id, channel_id } = readFields(place, data, "event.data");
  // A deletion in a lobby names only the lobby, so messages there are kept by it.
  const conversationId = lobby_id === undefined ? channel_id : `lobby:${lobby_id}`;
  if (conversationId === undefined) throw new NotUnderstood('"event.data.channel_id" is missing or of another form.');
  const happenedAt = eventTime(timestamp);
  if (what === "DELETE") {
    const deletedAt = happenedAt && { deletedAt: happenedAt };
    return { topic, events: [{ kind: "delete", conversationId, messageId, ...deletedAt }] };
  }
  const message = readFields(discordMessage, data, "event.data");
  const said = readDiscordMessage(message);
  if (said === null) return { topic, events: [], ignored: "The message has nothing in it that can be read." };
  const edited = what === "UPDATE" ? (editedAt(message) ?? happenedAt) : undefined;
  const event: MessageEvent = {
    kind: what === "UPDATE" ? "edit" : "new",
    conversationId,
    messageId,
    sequence: BigInt(messageId),
    ...said,
    ...(edited && { editedAt: edited }),
  };
  return { topic, events: [event] };
}

export const discord: Platform = {
  name: "discord",
  label: "Discord (reports and game chats)",
  schemes: [
    {
      kind: "ed25519",
      encoding: "hex",
      header: "x-signature-ed25519",
      template: "{timestamp}{body}",
      time: { header: "x-signature-timestamp", unit: "s", toleranceSeconds: 300 },
      key: "hex",
    },
  ],
  secret: {
    origin: "platform",
    label: "Public key",
    hint: "In Discord's Developer Portal: your application, General Information.",
    pattern: /^[0-9a-fA-F]{64}$/,
  },
  setup: {
    steps: [
      "In Discord's Developer Portal (discord.com/developers/applications) make an application, or open yours.",
      "Copy the Public Key from General Information to here.",
      "For reports: set Interactions Endpoint URL on General Information to {url} and save; Discord tests the address at once.",
      "Add a message command by the call below, and install the application into your server; people then report a message with Apps, Report to Vigil.",
      "For chats of a game: under Webhooks set the Endpoint URL to {url}, switch Events on, choose the Lobby Message and Game Direct Message events, and save.",
    ],
    template: {
      label:
        "POST https://discord.com/api/v10/applications/APPLICATION_ID/commands, with the header Authorization: Bot TOKEN",
      text: JSON.stringify({ name: "Report to Vigil", type: MESSAGE_COMMAND, contexts: [0, 1, 2] }, null, 2),
    },
    limits: [
      "Discord sends no ordinary messages this way, only those that someone reports. To read channels as they happen, connect Discord (all messages).",
      "Of a report only the chosen message comes; not what was said around it, and no later edit or deletion.",
      "One public key belongs to an application and cannot be changed: there is no rotation.",
    ],
  },
  handshake(_request, body) {
    const call = interaction.safeParse(body).data;
    if (call?.type === PING) return json({ type: PING });
    if (call !== undefined && !isReport(body)) {
      const content = "Vigil takes reports of messages: open a message's menu, Apps, and choose the report.";
      return json({ type: ONLY_FOR_THE_ASKER.type, data: { content, flags: ONLY_FOR_THE_ASKER.flags } });
    }
    const isPing = z.looseObject({ type: z.literal(HANDSHAKE_EVENT) }).safeParse(body).success;
    return isPing ? { status: 204 } : null;
  },
  deliveryKey(_request, body) {
    const call = interaction.safeParse(body).data;
    if (call !== undefined) return `interaction:${call.id}`;
    const event = webhookEvent.safeParse(body).data?.event;
    const id = z.looseObject({ id: platformId }).safeParse(event?.data).data?.id;
    return event === undefined || id === undefined ? null : `${event.type}:${id}:${event.timestamp}`;
  },
  understand(delivery) {
    const body = requireBody(delivery.body, delivery.contentType);
    return interaction.safeParse(body).success ? understandReport(body) : understandEvent(body);
  },
  reply(body) {
    if (!interaction.safeParse(body).success) return { status: 204 };
    const content = "Thank you. The message was passed on to people who will look at it.";
    return json({ type: ONLY_FOR_THE_ASKER.type, data: { content, flags: ONLY_FOR_THE_ASKER.flags } });
  },
};
