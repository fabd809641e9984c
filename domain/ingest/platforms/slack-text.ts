/** Slack's way of writing messages as plain text, for what its webhooks send and its exports hold. */
import { z } from "zod";
import { attachmentText, joinTexts, mediaKind, shownText } from "@/domain/ingest/platforms/read-fields";

/** The name of a user, channel or user group by its id, without `@` or `#`; undefined when it is not known. */
export type NameOf = (id: string) => string | undefined;

const MARKUP = /<([^<>]*)>|&(amp|lt|gt);/g;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">" };

/**
 * The words of a text in mrkdwn (docs.slack.dev/messaging/formatting-message-text): mentions by name, links with their
 * words and their address, entities undone. Marks such as `*` and `:smile:` stay.
 */
export function slackText(mrkdwn: string, nameOf: NameOf): string {
  return mrkdwn.replace(MARKUP, (all, inner: string | undefined, entity: string | undefined) => {
    if (entity !== undefined) return ENTITIES[entity] ?? all;
    return inner === undefined || inner === "" ? all : readReference(inner, nameOf);
  });
}

function readReference(inner: string, nameOf: NameOf): string {
  const bar = inner.indexOf("|");
  const target = undoEntities(bar === -1 ? inner : inner.slice(0, bar));
  const label = bar === -1 ? "" : undoEntities(inner.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith("@")) return `@${nameOf(id) ?? (label || id)}`;
  if (target.startsWith("#")) return `#${nameOf(id) ?? (label || id)}`;
  if (target.startsWith("!")) return readSpecial(id, label, nameOf);
  if (label === "" || isSameAddress(label, target)) return label === "" ? target : label;
  return `${label} (${target})`;
}

/** `<!here>`, `<!subteam^S1|@group>`, `<!date^1795228496^{date}|21 November>`. */
function readSpecial(command: string, label: string, nameOf: NameOf): string {
  const [name = "", id = ""] = command.split("^");
  if (name === "subteam") return `@${nameOf(id) ?? (label.replace(/^@/, "") || id)}`;
  return label || `@${name}`;
}

function isSameAddress(label: string, target: string): boolean {
  const bare = (text: string) => text.replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "");
  return bare(label) === bare(target);
}

function undoEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (all, entity: string) => ENTITIES[entity] ?? all);
}

const file = z.looseObject({ mimetype: shownText, title: shownText, name: shownText });
const attachment = z.looseObject({ fallback: shownText, text: shownText, pretext: shownText, title: shownText });

/** The fields of a Slack message that hold what can be read. */
export const slackContent = z.looseObject({
  text: shownText,
  files: z.array(file.catch({})).optional().catch(undefined),
  attachments: z.array(attachment.catch({})).optional().catch(undefined),
  blocks: z.unknown().optional(),
});

/** All that can be read of a message: its text, else that of its attachments or blocks; then the names of its files. */
export function slackMessageText(message: z.infer<typeof slackContent>, nameOf: NameOf): string {
  const words = [message.text, attachmentsText(message.attachments), blocksText(message.blocks)].find(
    (text) => text !== undefined && text.trim() !== "",
  );
  return joinTexts([
    words === undefined ? undefined : slackText(words, nameOf),
    ...(message.files ?? []).map(({ mimetype, title, name }) => attachmentText(mediaKind(mimetype), title || name)),
  ]);
}

function attachmentsText(attachments: z.infer<typeof attachment>[] = []): string {
  return joinTexts(
    attachments.map((each) => joinTexts([each.pretext, each.title, each.text]) || each.fallback || undefined),
  );
}

/** The strings under `text` of blocks, block by block. */
function blocksText(blocks: unknown): string {
  return Array.isArray(blocks) ? joinTexts(blocks.map((block) => collectText(block, 0))) : "";
}

/** Deeper than any block of Slack's goes. */
const MAX_DEPTH = 20;

function collectText(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return "";
  if (Array.isArray(value)) {
    const texts = value.map((each) => collectText(each, depth + 1));
    return value.some((each) => Array.isArray(each?.elements)) ? joinTexts(texts) : texts.join("");
  }
  const { text, elements, fields } = value as Record<string, unknown>;
  if (typeof text === "string") return text;
  return joinTexts([collectText(text, depth + 1), collectText(fields, depth + 1), collectText(elements, depth + 1)]);
}

/** The order of a message in its channel by its `ts`, which is its time in seconds with six places; undefined when it is none. */
export function slackSequence(ts: string): bigint | undefined {
  const match = /^(\d{1,12})\.(\d{6})$/.exec(ts);
  return match ? BigInt(`${match[1]}${match[2]}`) : undefined;
}
