/** Slack: the Events API, with the messages of all channels that the app is a member of. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { PLATFORM_SECRET, type Platform, type Understood } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";
import {
  isSilentSlackNotice,
  readSlackMessage,
  slackMessage,
  slackPlace,
} from "@/domain/ingest/platforms/slack-message";
import { slackContent, slackMessageText } from "@/domain/ingest/platforms/slack-text";

const envelope = z.looseObject({ type: z.string(), event_id: z.string().optional(), event: z.unknown().optional() });
const eventType = z.looseObject({ type: z.string(), subtype: z.string().optional() });
const challenge = z.looseObject({ type: z.literal("url_verification"), challenge: z.string() });

const posted = slackMessage.extend({ channel: platformId });
const changed = z.looseObject({
  channel: platformId,
  ts: platformId.optional(),
  message: slackMessage,
  previous_message: slackContent.nullish().catch(undefined),
});
const deleted = z.looseObject({
  channel: platformId,
  ts: platformId.optional(),
  deleted_ts: platformId,
  previous_message: z.looseObject({ thread_ts: platformId.optional() }).nullish().catch(undefined),
});

/** Names are not in the events; ids stay. */
const nameOf = () => undefined;

function understandEvent(topic: string, type: z.output<typeof eventType>, value: unknown): Understood {
  const found = (events: MessageEvent[]) => ({ topic, events });
  const ignored = (reason: string) => ({ topic, events: [], ignored: reason });
  if (type.type !== "message" && type.type !== "app_mention") return ignored("events of this type");
  if (type.subtype === "message_deleted") {
    const { channel, ts, deleted_ts, previous_message } = readFields(deleted, value, "event");
    return found([deletion(channel, deleted_ts, previous_message?.thread_ts, ts)]);
  }
  if (type.subtype === "message_changed") {
    const { channel, ts, message: now, previous_message } = readFields(changed, value, "event");
    if (now.subtype === "tombstone") return found([deletion(channel, now.ts, now.thread_ts, ts)]);
    if (previous_message && slackMessageText(previous_message, nameOf) === slackMessageText(now, nameOf))
      return ignored("changes of no text, such as the preview of a link");
    const events = readSlackMessage(channel, now, nameOf, ts);
    return events.length === 0 ? ignored("messages without text") : found(events);
  }
  if (isSilentSlackNotice(type.subtype)) return ignored("notices without words of their own");
  const { channel, ...now } = readFields(posted, value, "event");
  const events = readSlackMessage(channel, now, nameOf);
  return events.length === 0 ? ignored("messages without text") : found(events);
}

function deletion(channel: string, ts: string, threadTs?: string, deletedTs?: string): MessageEvent {
  const deletedAt = readTime(deletedTs);
  return { kind: "delete", ...slackPlace(channel, ts, threadTs), ...(deletedAt ? { deletedAt } : {}) };
}

export const slack: Platform = {
  name: "slack",
  label: "Slack",
  schemes: [
    {
      kind: "hmac",
      algorithm: "sha256",
      encoding: "hex",
      header: "x-slack-signature",
      prefix: "v0=",
      template: "v0:{timestamp}:{body}",
      time: { header: "x-slack-request-timestamp", unit: "s", toleranceSeconds: 300 },
      key: "utf8",
    },
  ],
  secret: {
    origin: "platform",
    label: "Signing Secret",
    hint: "In your app at api.slack.com/apps, under Basic Information, App Credentials.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "At api.slack.com/apps choose Create New App, From scratch, and name your workspace.",
      "Under Basic Information, App Credentials, copy the Signing Secret and enter it here.",
      "Under OAuth & Permissions, Bot Token Scopes, add channels:history, groups:history, im:history and mpim:history, as far as you want them.",
      "Under Event Subscriptions switch Enable Events on and enter {url} as the Request URL. It must say Verified.",
      "Under Subscribe to bot events add message.channels, message.groups, message.im and message.mpim, and choose Save Changes.",
      "Under Install App choose Install to Workspace, then invite the app to each channel with /invite.",
      "Slack has one signing secret at a time: after Regenerate, enter the new one here first, then remove the old one.",
    ],
    limits: [
      "It sees only channels that the app was invited to, from then on.",
      "Slack sends a message three times more within about 6 minutes, then no more: import an export for longer gaps.",
      "People appear by their Slack ids. Everyone who is not a bot counts as a user.",
    ],
  },
  handshake(_request, body) {
    const asked = challenge.safeParse(body);
    return asked.success ? { status: 200, contentType: "text/plain", body: asked.data.challenge } : null;
  },
  deliveryKey(_request, body) {
    return envelope.safeParse(body).data?.event_id || null;
  },
  understand(delivery) {
    const body = requireBody(delivery.body, delivery.contentType);
    const { type, event } = readFields(envelope, body);
    if (type === "app_rate_limited") {
      const warning =
        "Slack dropped events, as there were more than 30,000 in an hour. Import an export for that time.";
      return { topic: type, events: [], ignored: "no message", warning };
    }
    if (type !== "event_callback") return { topic: type, events: [], ignored: "requests of this type" };
    const inner = readFields(eventType, event, "event");
    const topic = inner.subtype === undefined ? inner.type : `${inner.type}.${inner.subtype}`;
    return understandEvent(topic, inner, event);
  },
};
