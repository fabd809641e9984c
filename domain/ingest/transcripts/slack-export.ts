/** A Slack workspace export: a zip with a folder for each channel and a file for each day. */
import { z } from "zod";
import { shownText } from "@/domain/ingest/platforms/read-fields";
import {
  isSilentSlackNotice,
  readSlackMessage,
  type SlackMessage,
  slackMessage,
  slackPlace,
} from "@/domain/ingest/platforms/slack-message";
import { slackSequence } from "@/domain/ingest/platforms/slack-text";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readJsonItems } from "@/domain/ingest/transcripts/read-json-items";
import { storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import {
  type MessagesItem,
  type TranscriptFormat,
  type TranscriptItem,
  type TranscriptMessage,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

const DAY_FILE = /^(.+)\/\d{4}-\d\d-\d\d\.json$/u;
const CHANNEL_LISTS = ["channels.json", "groups.json", "dms.json", "mpims.json"];

const userSchema = z.looseObject({
  id: z.string(),
  name: shownText,
  real_name: shownText,
  is_bot: z.boolean().optional().catch(undefined),
  profile: z.looseObject({ display_name: shownText, real_name: shownText }).optional().catch(undefined),
});
const channelSchema = z.looseObject({ id: z.string(), name: shownText });

type User = { name?: string; isBot: boolean };

/** What the lists at the root of an export say: people and channels by id, and ids by the folder of a channel. */
type Workspace = { users: Map<string, User>; channels: Map<string, string>; idByFolder: Map<string, string> };

/** Where the lists stand; some tools pack the export in a folder. Null when it is no export of Slack. */
function rootOf(names: readonly string[]): string | null {
  const lists = names.filter((name) => /(?:^|\/)users\.json$/u.test(name)).sort((a, b) => a.length - b.length);
  const root = lists[0]?.slice(0, -"users.json".length);
  if (root === undefined) return null;
  const hasChannels = CHANNEL_LISTS.some((list) => names.includes(root + list));
  return hasChannels && names.some((name) => name.startsWith(root) && DAY_FILE.test(name)) ? root : null;
}

async function* listOf<T>(entry: SourceFile | undefined, schema: z.ZodType<T>): AsyncGenerator<T> {
  if (entry === undefined) return;
  for await (const item of readJsonItems(entry)) {
    const parsed = "kind" in item ? undefined : schema.safeParse(item.value);
    if (parsed?.success) yield parsed.data;
  }
}

async function readWorkspace(entries: readonly SourceFile[], root: string): Promise<Workspace> {
  const entry = (name: string) => entries.find((each) => each.name === root + name);
  const workspace: Workspace = { users: new Map(), channels: new Map(), idByFolder: new Map() };
  for await (const { id, name, real_name, is_bot, profile } of listOf(entry("users.json"), userSchema)) {
    const shown = [profile?.display_name, profile?.real_name, real_name, name].find((each) => each?.trim());
    workspace.users.set(id, { name: shown, isBot: is_bot === true });
  }
  for (const list of CHANNEL_LISTS)
    for await (const { id, name } of listOf(entry(list), channelSchema)) {
      workspace.idByFolder.set(name ?? id, id);
      workspace.idByFolder.set(id, id);
      if (name !== undefined) workspace.channels.set(id, name);
    }
  return workspace;
}

/** A message as the webhooks would have told of it, so that both give it the same ids. */
function messageOf(read: SlackMessage, { users, channels }: Workspace, line: number): TranscriptMessage | null {
  const base = { id: read.ts, sequence: slackSequence(read.ts), line };
  if (read.subtype === "tombstone") {
    const sentAt = new Date(Number(read.ts) * 1000);
    const speaker = { id: "USLACKBOT", name: "Slack" };
    return { ...base, role: "system", speaker, text: "[deleted]", isDeleted: true, ...(isTime(sentAt) && { sentAt }) };
  }
  const nameOf = (id: string) => users.get(id)?.name ?? channels.get(id);
  const event = readSlackMessage("", read, nameOf)[0];
  if (event === undefined || event.kind === "delete") return null;
  const { role, author, text, sentAt, editedAt } = event;
  const user = users.get(author?.id ?? "");
  return {
    ...base,
    role: role === "user" && user?.isBot === true ? "assistant" : role,
    speaker: { id: author?.id ?? "unknown", name: user?.name ?? author?.name },
    text,
    sentAt,
    editedAt,
  };
}

const isTime = (date: Date) => !Number.isNaN(date.getTime());

type Day = { file: SourceFile; channelId: string; title: string };

/** The days of all channels, channel by channel in the order of time. */
function daysOf(entries: readonly SourceFile[], root: string, { idByFolder, users }: Workspace) {
  const days: Day[] = [];
  const unknown = new Set<string>();
  for (const file of entries) {
    const folder = file.name.startsWith(root) ? DAY_FILE.exec(file.name.slice(root.length))?.[1] : undefined;
    if (folder === undefined) continue;
    const channelId = idByFolder.get(folder);
    if (channelId === undefined) unknown.add(folder);
    days.push({ file, channelId: channelId ?? folder, title: users.get(folder)?.name ?? folder });
  }
  days.sort((a, b) => (a.file.name < b.file.name ? -1 : 1));
  return { days, unknown: unknown.size };
}

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const entries = await openZip(file);
  const root = rootOf(entries.map(({ name }) => name));
  if (root === null) throw new TranscriptRefused("The zip is no export of Slack: it has no users.json with channels.");
  const workspace = await readWorkspace(entries, root);
  const { days, unknown } = daysOf(entries, root, workspace);
  if (unknown > 0)
    yield { kind: "warning", text: `${unknown} folders are in no list of channels: their names were taken as ids.` };
  const gathered = new GatheredMessages();
  let line = 0;
  for (const { file: day, channelId, title } of days) {
    const seen = new Set<string>();
    for await (const item of readJsonItems(day)) {
      line += 1;
      if ("kind" in item) {
        yield item.kind === "rejected" ? { ...item, line } : item;
        continue;
      }
      const parsed = slackMessage.safeParse(item.value);
      if (!parsed.success) {
        const field = String(parsed.error.issues[0]?.path[0] ?? "message");
        yield { kind: "rejected", line, reason: `"${field}" is missing or of another form.` };
        continue;
      }
      const message = messageOf(parsed.data, workspace, line);
      const { ts, thread_ts, subtype } = parsed.data;
      if (subtype !== "tombstone" && isSilentSlackNotice(subtype)) gathered.skip("notices of the app");
      else if (message === null) gathered.skip("messages without text");
      else if (seen.has(ts)) gathered.skip("copies of messages");
      else {
        seen.add(ts);
        yield* gathered.add(conversationOf(channelId, title, ts, thread_ts), message);
      }
    }
    yield* gathered.flush();
  }
  yield* gathered.end();
}

/** A thread is a conversation of its own; its first message is in the channel. */
function conversationOf(
  channelId: string,
  title: string,
  ts: string,
  threadTs: string | undefined,
): MessagesItem["conversation"] {
  const { threadId } = slackPlace(channelId, ts, threadTs);
  return { id: storableId(threadId === undefined ? channelId : `${channelId}:${threadId}`), title };
}

export const slackExport: TranscriptFormat = {
  name: "slack-export",
  label: "Slack workspace export (zip)",
  detect: ({ entries }) => entries !== null && rootOf(entries) !== null,
  read: (file) => requireMessages(read(file)),
};
