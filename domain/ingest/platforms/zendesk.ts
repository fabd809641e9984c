/**
 * Zendesk Support: events that a webhook subscribes to (schema 2022-11-06), or a trigger with our template.
 * Event fields after developer.zendesk.com, "Ticket events".
 */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Platform, type StoredDelivery, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { platformId, readFields, readTime, shownText } from "@/domain/ingest/platforms/read-fields";
import { isFromTemplate, readTrigger, ZENDESK_TRIGGER_TEMPLATE } from "@/domain/ingest/platforms/zendesk-trigger";

/** Zendesk signs its test requests with this published secret: whoever reads its documentation could send anything. */
const NOT_THE_TEST_SECRET = "(?!dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==$)";

const TICKET = "zen:event-type:ticket.";

const optionalId = platformId.optional().catch(undefined);
const author = z.looseObject({ id: optionalId, name: shownText, is_staff: z.unknown().optional() });
const comment = z.looseObject({
  id: platformId,
  body: z.string(),
  is_public: z.unknown().optional(),
  author: author.nullish().catch(null),
});

const envelope = z.looseObject({ type: z.string().startsWith("zen:event-type:"), time: z.unknown().optional() });
const added = envelope.extend({
  detail: z.looseObject({ id: platformId }),
  event: z.looseObject({ comment }),
});
const redacted = envelope.extend({
  detail: z.looseObject({ id: platformId }),
  event: z.looseObject({ comment: comment.extend({ body: z.string().optional() }) }),
});
const created = envelope.extend({
  detail: z.looseObject({
    id: platformId,
    subject: shownText,
    description: z.string(),
    requester_id: optionalId,
    submitter_id: optionalId,
    created_at: z.unknown().optional(),
  }),
});

function spokenBy(by: z.output<typeof author> | null | undefined) {
  return {
    role: by?.is_staff === true ? ("agent" as const) : ("user" as const),
    ...(by?.id && { author: { id: by.id, ...(by.name && { name: by.name }) } }),
  };
}

function commentAdded(body: unknown): MessageEvent[] {
  const { detail, event, time } = readFields(added, body);
  const { id, body: text, is_public, author: by } = event.comment;
  const sentAt = readTime(time);
  const place = { conversationId: detail.id, messageId: id };
  // What a user wrote is read even where Zendesk made it private, as it does with mail from an unknown address.
  const isPrivate = is_public === false && by?.is_staff === true ? { isPrivateNote: true } : {};
  return [{ kind: "new", ...place, ...spokenBy(by), text, ...(sentAt && { sentAt }), ...isPrivate }];
}

/** Zendesk blacks out words and leaves the rest; without the rest, all we know is that something was taken out. */
function commentRedacted(body: unknown): MessageEvent[] {
  const { detail, event, time } = readFields(redacted, body);
  const { id, body: text, author: by } = event.comment;
  const at = readTime(time);
  const place = { conversationId: detail.id, messageId: id };
  if (!text) return [{ kind: "delete", ...place, ...(at && { deletedAt: at }) }];
  return [{ kind: "edit", ...place, ...spokenBy(by), text, ...(at && { editedAt: at }) }];
}

/** The subject and description of a ticket, for accounts whose first comment is not reported as a comment. */
function ticketCreated(body: unknown): MessageEvent[] {
  const { detail, time } = readFields(created, body);
  const sentAt = readTime(detail.created_at) ?? readTime(time);
  const by = detail.submitter_id ?? detail.requester_id;
  const isByAgent = by !== undefined && detail.requester_id !== undefined && by !== detail.requester_id;
  const common = { conversationId: detail.id, ...spokenBy({ id: by, is_staff: isByAgent }), ...(sentAt && { sentAt }) };
  const texts = { subject: detail.subject ?? "", description: detail.description };
  return Object.entries(texts).map(([messageId, text]) => ({ kind: "new", messageId, text, ...common }));
}

const READERS: Readonly<Record<string, (body: unknown) => MessageEvent[]>> = {
  comment_added: commentAdded,
  comment_redacted: commentRedacted,
  created: ticketCreated,
};

function understand(delivery: StoredDelivery): Understood {
  const raw = new TextDecoder().decode(delivery.body);
  if (isFromTemplate(raw)) return readTrigger(raw);
  const body = requireBody(delivery.body, delivery.contentType);
  const { type } = envelope.safeParse(body).data ?? {};
  if (type === undefined) {
    throw new NotUnderstood("It is neither a ticket event nor a trigger with the template of this source's page.");
  }
  const read =
    type.startsWith(TICKET) && Object.hasOwn(READERS, type.slice(TICKET.length)) && READERS[type.slice(TICKET.length)];
  if (!read) return { topic: type, events: [], ignored: "The event is not about what someone wrote." };
  const events = read(body).filter((event) => event.kind === "delete" || event.text.trim() !== "");
  return events.length > 0 ? { topic: type, events } : { topic: type, events, ignored: "It has no text." };
}

export const zendesk: Platform = {
  name: "zendesk",
  label: "Zendesk",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha256",
      encoding: "base64",
      header: "x-zendesk-webhook-signature",
      template: "{timestamp}{body}",
      time: { header: "x-zendesk-webhook-signature-timestamp", unit: "iso", toleranceSeconds: 300 },
      key: "utf8",
    },
  ],
  secret: {
    origin: "platform",
    label: "Signing secret",
    hint: "In Zendesk's Admin Center: Apps and integrations, Webhooks, your webhook, Reveal secret.",
    pattern: new RegExp(`^${NOT_THE_TEST_SECRET}\\S{5,500}$`),
  },
  setup: {
    steps: [
      "In Zendesk's Admin Center open Apps and integrations, Webhooks, and press Create webhook.",
      "Choose Zendesk events and tick Ticket: Comment added and Comment redacted.",
      "Set the Endpoint URL to {url}, the Request method to POST, the Request format to JSON, Authentication to None, and create it. (A test before that is refused: Zendesk signs it with a published secret.)",
      "On the webhook's page press Reveal secret and copy it to here.",
      "Open a test ticket. Does its first comment not arrive? Then tick Ticket created too.",
      "Without Zendesk events in your plan: choose Trigger or automation instead, then make a trigger (Objects and rules, Triggers) with the condition Comment is Present and the action Notify by webhook, and paste the JSON below.",
    ],
    template: { label: "JSON body of the trigger", text: ZENDESK_TRIGGER_TEMPLATE },
    limits: [
      "A trigger does not report what is redacted later, nor attachments; quotes and line breaks in a comment are read as they stand.",
      "A comment that is made private later stays public here.",
      "With both Comment added and Ticket created, the first comment may stand twice.",
      "Zendesk sends a delivery again only after 409, 429 or 503, and stops for a while when most deliveries fail.",
    ],
  },
  deliveryKey(_request, body) {
    return envelope.extend({ id: platformId }).safeParse(body).data?.id ?? null;
  },
  understand,
};
