/** One message of Slack's, as its webhooks send it and its exports hold it. */
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { platformId, readTime, shownText } from "@/domain/ingest/platforms/read-fields";
import { type NameOf, slackContent, slackMessageText, slackSequence } from "@/domain/ingest/platforms/slack-text";

const profile = z.looseObject({ display_name: shownText, real_name: shownText, name: shownText }).optional();
/** The fields that are read; `ts` is the id and the time. */
export const slackMessage = slackContent.extend({
  ts: platformId,
  thread_ts: platformId.optional(),
  subtype: z.string().optional(),
  user: platformId.optional().catch(undefined),
  username: shownText,
  user_profile: profile.catch(undefined),
  bot_id: platformId.nullish().catch(undefined),
  bot_profile: profile.catch(undefined),
  edited: z.looseObject({ ts: platformId }).nullish().catch(undefined),
});
export type SlackMessage = z.output<typeof slackMessage>;

/** Notices whose text a person chose, such as a new topic. */
const NOTICES = /^(?:channel|group)_(?:topic|purpose|name)$/;
/** Notices that say nothing, and copies of what comes as a message of its own. */
const SILENT =
  /^(?:message_replied|reply_broadcast|(?:channel|group)_(?:join|leave|archive|unarchive|posting_permissions|convert_to_\w+)|bot_(?:add|remove|enable|disable)|(?:un)?pinned_item|huddle_thread|sh_room_\w+|ekm_access_denied|tombstone)$/;

/** Whether messages of a subtype hold no words of their own. */
export function isSilentSlackNotice(subtype: string | undefined): boolean {
  return subtype !== undefined && SILENT.test(subtype);
}

/**
 * A message in our words.
 * @param changedAt `ts` of the event that says it changed; absent when it is new
 * @returns nothing for a message without anything to read
 */
export function readSlackMessage(
  channel: string,
  now: SlackMessage,
  nameOf: NameOf,
  changedAt?: string,
): MessageEvent[] {
  const text = slackMessageText(now, nameOf);
  if (text === "") return [];
  const editTime = readTime(now.edited?.ts ?? changedAt);
  const isEdit = changedAt !== undefined || Boolean(now.edited);
  const sentAt = readTime(now.ts);
  const sequence = slackSequence(now.ts);
  const author = readAuthor(now);
  return [
    {
      kind: isEdit ? "edit" : "new",
      ...slackPlace(channel, now.ts, now.thread_ts),
      role: roleOf(now),
      ...(author ? { author } : {}),
      text,
      ...(sentAt ? { sentAt } : {}),
      ...(isEdit && editTime ? { editedAt: editTime } : {}),
      ...(sequence === undefined ? {} : { sequence }),
    },
  ];
}

/** A reply is in a thread of its own; its first message is in the channel. */
export function slackPlace(channel: string, ts: string, threadTs: string | undefined) {
  const isReply = threadTs !== undefined && threadTs !== ts;
  return { conversationId: channel, ...(isReply ? { threadId: threadTs } : {}), messageId: ts };
}

function roleOf({ subtype, bot_id, user }: SlackMessage): "user" | "assistant" | "system" {
  if (subtype !== undefined && NOTICES.test(subtype)) return "system";
  return bot_id || subtype === "bot_message" || user === "USLACKBOT" ? "assistant" : "user";
}

function readAuthor({ user, bot_id, username, user_profile, bot_profile }: SlackMessage) {
  const id = user ?? bot_id;
  if (!id) return undefined;
  const name = username || user_profile?.display_name || user_profile?.real_name || bot_profile?.name;
  return { id, ...(name ? { name } : {}) };
}
