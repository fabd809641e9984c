/**
 * The JSON that a Zendesk trigger sends from our template. Zendesk puts what people wrote between the quotes as it is, so
 * a quote or a line break in a comment breaks the JSON, and words that look like a key would overrule ours. The text is
 * therefore cut out by its place, and only what stands before it is read as JSON.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { NotUnderstood, type Understood } from "@/domain/ingest/platforms/platform";
import { platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";

/** To be copied into the trigger's "JSON body". What people write stands last, in this order. */
export const ZENDESK_TRIGGER_TEMPLATE = `{
  "vigil": 1,
  "ticket_id": "{{ticket.id}}",
  "comment_id": "{{ticket.latest_comment.id}}",
  "is_public": "{{ticket.latest_comment.is_public}}",
  "author_id": "{{ticket.latest_comment.author.id}}",
  "author_role": "{{ticket.latest_comment.author.role}}",
  "requester_id": "{{ticket.requester.id}}",
  "updated_at": "{{ticket.updated_at_with_timestamp}}",
  "text": "{{ticket.latest_comment.value}}",
  "author_name": "{{ticket.latest_comment.author.name}}"
}`;

const BEGINNING = /^\s*\{\s*"vigil"\s*:/;
const TEXT_BEGINS = /,\s*"text"\s*:\s*"/;
const NAME_KEY = '"author_name"';
const NAME_ENDS = /^\s*:\s*"([\s\S]*)"\s*\}\s*$/;

const CHANGED = "The trigger's JSON differs from the template: copy it again from the page of this source.";

const headSchema = z.looseObject({
  ticket_id: platformId,
  comment_id: z.string().catch(""),
  is_public: z.string().catch(""),
  author_id: z.string().catch(""),
  author_role: z.string().catch(""),
  requester_id: z.string().catch(""),
  updated_at: z.string().catch(""),
});
type Head = z.output<typeof headSchema>;

/** Whether a body, JSON or not, comes from the template. */
export function isFromTemplate(raw: string): boolean {
  return BEGINNING.test(raw);
}

/** What stands between two quotes: the string of JSON that it is, or itself where it is none. */
function unquote(between: string): { text: string; isJson: boolean } {
  try {
    return { text: z.string().parse(JSON.parse(`"${between}"`)), isJson: true };
  } catch {
    return { text: between, isJson: false };
  }
}

function cut(raw: string): { head: Head; text: string; name: string; isJson: boolean } {
  const begins = TEXT_BEGINS.exec(raw);
  const nameAt = raw.lastIndexOf(NAME_KEY);
  if (begins === null) throw new NotUnderstood(CHANGED);
  const textAt = begins.index + begins[0].length;
  if (nameAt < textAt) throw new NotUnderstood(`${CHANGED} "author_name" must follow "text".`);
  const quoted = raw.slice(textAt, nameAt).trimEnd().replace(/,$/, "").trimEnd();
  const name = NAME_ENDS.exec(raw.slice(nameAt + NAME_KEY.length))?.[1];
  if (!quoted.endsWith('"') || name === undefined) throw new NotUnderstood(`${CHANGED} Or the body was cut off.`);
  const text = unquote(quoted.slice(0, -1));
  const shownName = unquote(name);
  return {
    head: readHead(raw.slice(0, begins.index)),
    ...text,
    name: shownName.text,
    isJson: text.isJson && shownName.isJson,
  };
}

function readHead(beginning: string): Head {
  let head: unknown;
  try {
    head = JSON.parse(`${beginning}}`);
  } catch {
    throw new NotUnderstood(`${CHANGED} What stands before "text" is not JSON.`);
  }
  return readFields(headSchema, head);
}

/**
 * Zendesk names the role in the language of the account, so who asked counts too. In doubt it is someone to care about:
 * what they wrote is read even where Zendesk made it private, as it does with mail from an unknown address.
 */
function roleOf(head: Head): "user" | "agent" {
  if (/agent|admin/i.test(head.author_role)) return "agent";
  if (/end.?user/i.test(head.author_role) || head.author_id === head.requester_id) return "user";
  if (head.is_public === "false") return "agent";
  return head.author_role !== "" && head.author_id !== "" && head.requester_id !== "" ? "agent" : "user";
}

/** A comment has an id; where the account's triggers leave it out, the same comment still gets the same one. */
function madeUpId(head: Head, text: string): string {
  const known = JSON.stringify([head.ticket_id, head.author_id, text]);
  return `sha256:${createHash("sha256").update(known).digest("hex")}`;
}

/**
 * The comment in a body that `isFromTemplate`.
 * @throws NotUnderstood when the template was changed so that the text cannot be found
 */
export function readTrigger(raw: string): Understood {
  const { head, text, name, isJson } = cut(raw);
  const topic = "trigger";
  if (text.trim() === "") return { topic, events: [], ignored: "The ticket's latest comment has no text." };
  const sentAt = readTime(head.updated_at);
  const role = roleOf(head);
  const event: MessageEvent = {
    kind: "new",
    conversationId: head.ticket_id,
    messageId: head.comment_id === "" ? madeUpId(head, text) : head.comment_id,
    role,
    ...(head.author_id !== "" && { author: { id: head.author_id, ...(name.trim() !== "" && { name }) } }),
    text,
    ...(sentAt && { sentAt }),
    ...(head.is_public === "false" && role === "agent" && { isPrivateNote: true }),
  };
  if (isJson) return { topic, events: [event] };
  const warning = "Quotes or line breaks of a comment broke the trigger's JSON. Its text was read as it stands there.";
  return { topic, events: [event], warning };
}
