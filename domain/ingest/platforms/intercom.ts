/** Intercom: notifications about conversations, as its developer hub sends them (API 2.x). */
import { z } from "zod";
import { intercomConversation, intercomEvent, intercomPart } from "@/domain/ingest/platforms/intercom-parts";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, PLATFORM_SECRET, type Platform, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";

/** A part alone, as some versions report what was redacted. */
const lonePart = intercomPart.extend({
  type: z.literal("conversation_part"),
  conversation_id: platformId.optional(),
  conversation: z.looseObject({ id: platformId }).optional(),
});

const envelope = z.looseObject({ topic: z.string(), data: z.looseObject({ item: z.unknown().optional() }) });

/** Topics that are about what someone wrote. Others may carry it too, such as a last word on closing. */
const OPENING = new Set(["conversation.user.created", "conversation.admin.single.created"]);
const ADDING = new Set([
  "conversation.user.replied",
  "conversation.admin.replied",
  "conversation.operator.replied",
  "conversation.admin.noted",
  "conversation_part.redacted",
]);

function understand(delivery: Parameters<Platform["understand"]>[0]): Understood {
  const { topic, data } = readFields(envelope, requireBody(delivery.body, delivery.contentType));
  const isWritten = OPENING.has(topic) || ADDING.has(topic);
  if (!isWritten && !topic.startsWith("conversation")) {
    return { topic, events: [], ignored: "It is not about a conversation." };
  }
  const alone = lonePart.safeParse(data.item);
  const said: (MessageEvent | null)[] = [];
  let seen = 0;
  if (alone.success) {
    const id = alone.data.conversation?.id ?? alone.data.conversation_id;
    if (id === undefined) throw new NotUnderstood('"data.item.conversation.id" is missing or of another form.');
    said.push(intercomEvent(id, alone.data, readTime(alone.data.created_at)));
    seen = 1;
  } else if (isWritten || intercomConversation.safeParse(data.item).success) {
    const item = readFields(intercomConversation, data.item, "data.item");
    const source = OPENING.has(topic) || item.source?.redacted === true ? item.source : null;
    const added = item.conversation_parts?.conversation_parts ?? [];
    if (source) said.push(intercomEvent(item.id, source, readTime(source.created_at ?? item.created_at)));
    said.push(...added.map((each) => intercomEvent(item.id, each, readTime(each.created_at))));
    seen = said.length;
  }
  if (isWritten && seen === 0) {
    const field = OPENING.has(topic) ? "data.item.source" : "data.item.conversation_parts.conversation_parts";
    throw new NotUnderstood(`"${field}" is missing or empty.`);
  }
  const events = said.filter((event) => event !== null);
  return events.length > 0 ? { topic, events } : { topic, events, ignored: "It holds nothing that someone wrote." };
}

export const intercom: Platform = {
  name: "intercom",
  label: "Intercom",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha1",
      encoding: "hex",
      header: "x-hub-signature",
      prefix: "sha1=",
      template: "{body}",
      key: "utf8",
    },
  ],
  secret: {
    origin: "platform",
    label: "Client secret",
    hint: "In Intercom's Developer Hub: your app, Configure, Basic information.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In Intercom's Developer Hub (app.intercom.com/a/developer-signup) make an app in your workspace, or open yours.",
      "Under Configure, Authentication give it the permission to read conversations.",
      "Copy the Client secret from Configure, Basic information to here.",
      "Under Configure, Webhooks set the endpoint URL to {url}.",
      "Add the topics conversation.user.created, conversation.user.replied, conversation.admin.replied, conversation.admin.single.created, conversation.operator.replied, conversation.admin.noted and conversation_part.redacted, and save.",
      "Press Send a test request: Intercom must show the status 200.",
    ],
    limits: [
      "Intercom tries a failed delivery once more after a minute, then drops it.",
      "It signs no time, so an old delivery could be sent again by someone who has seen it; Vigil takes each id once.",
      "Messages cannot be edited in Intercom. A deleted (redacted) part is marked as deleted; of a whole conversation that is deleted, Vigil keeps the messages.",
      "The first message of a conversation that began before the connection is not seen.",
    ],
  },
  handshake(_request, body) {
    // Sent when the address is saved; it has no conversation in it, and no id to know it by.
    const isPing = envelope.safeParse(body).data?.topic === "ping";
    return isPing ? { status: 200, contentType: "application/json", body: "{}" } : null;
  },
  deliveryKey(_request, body) {
    return z.looseObject({ id: platformId }).safeParse(body).data?.id ?? null;
  },
  understand,
};
