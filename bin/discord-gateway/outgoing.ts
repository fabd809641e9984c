/** Turns what Discord's gateway reports into deliveries of our own format (docs/standard-webhooks.md). */
import { ZodError, z } from "zod";
import { discordMessage, editedAt, readDiscordMessage } from "@/domain/ingest/platforms/discord-message";
import { log } from "@/lib/log/log";

/** One delivery that waits to be sent. */
export type Outgoing = {
  /** `webhook-id`: the same whenever Discord reports the same thing again. */
  id: string;
  /** The channel: deliveries of one lane are sent in their order. */
  lane: string;
  /** JSON. */
  body: string;
};

const id = z.string().regex(/^\d{1,19}$/);
const message = discordMessage.extend({ channel_id: id });
const deleted = z.looseObject({ id, channel_id: id });
const manyDeleted = z.looseObject({ ids: z.array(id).min(1), channel_id: id });

type Type = "message.created" | "message.edited" | "message.deleted";

function delivery(type: Type, webhookId: string, lane: string, now: Date, data: object): Outgoing {
  return { id: webhookId, lane, body: JSON.stringify({ type, timestamp: now.toISOString(), data }) };
}

function created(value: unknown, now: Date): Outgoing[] {
  const read = message.parse(value);
  const said = readDiscordMessage(read);
  if (said === null) return [];
  const data = { conversationId: read.channel_id, messageId: read.id, ...said };
  return [delivery("message.created", `new_${read.id}`, read.channel_id, now, data)];
}

function edit(value: unknown, now: Date): Outgoing[] {
  const read = message.parse(value);
  const at = editedAt(read);
  // Previews of links that were loaded later are reported as updates too, without a time of an edit.
  const said = at === undefined ? null : readDiscordMessage(read);
  if (at === undefined || said === null) return [];
  const data = { conversationId: read.channel_id, messageId: read.id, ...said, editedAt: at };
  return [delivery("message.edited", `edit_${read.id}_${at.getTime()}`, read.channel_id, now, data)];
}

/** What an event means. Pure. @throws ZodError when it has another form than Discord documents */
function readEvent(topic: string, data: unknown, now: Date): Outgoing[] {
  switch (topic) {
    case "MESSAGE_CREATE":
      return created(data, now);
    case "MESSAGE_UPDATE":
      return edit(data, now);
    case "MESSAGE_DELETE": {
      const { id: messageId, channel_id: conversationId } = deleted.parse(data);
      const place = { conversationId, messageId };
      return [delivery("message.deleted", `delete_${messageId}`, conversationId, now, place)];
    }
    case "MESSAGE_DELETE_BULK": {
      const { ids, channel_id: conversationId } = manyDeleted.parse(data);
      const messages = ids.map((messageId) => ({ conversationId, messageId }));
      const webhookId = `deletes_${ids[0]}_${ids.length}`;
      return [delivery("message.deleted", webhookId, conversationId, now, { messages })];
    }
    default:
      return [];
  }
}

/**
 * The deliveries for one event of the gateway; none when it is not about a message, or about one without anything to read.
 * One of a form that nobody knows is lost, and the log says so.
 * @param topic Discord's name of the event, such as MESSAGE_CREATE
 */
export function outgoingOf(topic: string, data: unknown, now: Date): Outgoing[] {
  try {
    return readEvent(topic, data, now);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    log.error({ topic, field: error.issues[0]?.path.join(".") }, "an event has an unknown form and is lost");
    return [];
  }
}
