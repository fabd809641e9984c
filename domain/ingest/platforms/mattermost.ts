/** Mattermost: outgoing webhooks, which see the posts of public channels. */
import { z } from "zod";
import { PLATFORM_SECRET, type Platform } from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import {
  attachmentText,
  joinTexts,
  platformId,
  readFields,
  readTime,
  shownText,
} from "@/domain/ingest/platforms/read-fields";

const key = z.looseObject({ post_id: platformId });
const post = key.extend({
  channel_id: platformId,
  user_id: platformId.optional().catch(undefined),
  user_name: shownText,
  text: shownText,
  file_ids: shownText,
  timestamp: z.unknown().optional(),
});

/** Larger numbers are milliseconds: versions differ. The limit is the year 5138 in seconds, and 1973 in milliseconds. */
const LARGEST_SECONDS = 1e11;

function readPostTime(value: unknown): Date | undefined {
  return readTime(value, Number(value) > LARGEST_SECONDS ? "ms" : "s");
}

export const mattermost: Platform = {
  name: "mattermost",
  label: "Mattermost",
  schemes: [{ kind: "token", at: { field: "token" } }],
  secret: {
    origin: "platform",
    label: "Token",
    hint: "Mattermost shows it when the outgoing webhook is saved.",
    pattern: PLATFORM_SECRET,
  },
  setup: {
    steps: [
      "In System Console, Integrations, Integration Management, see that Enable Outgoing Webhooks is true.",
      "In the product menu choose Integrations, Outgoing Webhooks, Add Outgoing Webhook.",
      "Choose a channel, leave Trigger Words empty, choose application/json as the Content Type, and enter {url} under Callback URLs.",
      "Save, copy the Token and enter it here. Make one webhook for each channel, and enter each token here.",
      "To change a token: Regenerate Token, enter the new one here, then remove the old one here.",
    ],
    limits: [
      "Only public channels are seen: no direct messages, no private channels.",
      "Edits and deletions are not reported, nor which thread a post is in.",
      "Mattermost does not try again: what it sends while Vigil is away is lost.",
      "Everyone counts as a user.",
    ],
  },
  deliveryKey(_request, body) {
    return key.safeParse(body).data?.post_id ?? null;
  },
  understand(delivery) {
    const topic = "post";
    const read = readFields(post, requireBody(delivery.body, delivery.contentType));
    const files = (read.file_ids ?? "").split(",").filter((id) => id.trim() !== "");
    const text = joinTexts([read.text, ...files.map(() => attachmentText("file"))]);
    if (text === "") return { topic, events: [], ignored: "posts without text" };
    const sentAt = readPostTime(read.timestamp);
    const author = read.user_id ? { id: read.user_id, ...(read.user_name ? { name: read.user_name } : {}) } : undefined;
    return {
      topic,
      events: [
        {
          kind: "new",
          conversationId: read.channel_id,
          messageId: read.post_id,
          role: "user",
          ...(author ? { author } : {}),
          text,
          ...(sentAt ? { sentAt } : {}),
        },
      ],
    };
  },
};
