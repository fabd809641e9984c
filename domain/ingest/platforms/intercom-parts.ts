/** The messages of an Intercom conversation, as webhooks and the API have them (API 2.x). */
import { z } from "zod";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { attachmentText, joinTexts, platformId, shownText } from "@/domain/ingest/platforms/read-fields";

const attachment = z.looseObject({ type: shownText, content_type: shownText, name: shownText });

const author = z.looseObject({
  type: shownText,
  id: platformId.optional().catch(undefined),
  name: shownText,
  from_ai_agent: z.unknown().optional(),
  is_ai_answer: z.unknown().optional(),
});

export const intercomPart = z.looseObject({
  id: platformId,
  part_type: shownText,
  subject: shownText,
  body: z.string().nullish(),
  created_at: z.unknown().optional(),
  author: author.nullish().catch(null),
  attachments: z.array(attachment).nullish().catch(null),
  redacted: z.unknown().optional(),
});
type Part = z.output<typeof intercomPart>;

const parts = z.looseObject({ conversation_parts: z.array(intercomPart) });
export const intercomConversation = z.looseObject({
  id: platformId,
  created_at: z.unknown().optional(),
  source: intercomPart.nullish(),
  conversation_parts: parts.nullish(),
});
function roleOf(by: Part["author"]): "user" | "agent" | "assistant" {
  if (by?.type === "bot" || by?.from_ai_agent === true || by?.is_ai_answer === true) return "assistant";
  return by?.type === "admin" || by?.type === "team" ? "agent" : "user";
}

function attachmentOf({ type, content_type = type ?? "", name }: z.output<typeof attachment>): string {
  const kind = /^(image|audio|video)\b/.exec(content_type)?.[1] ?? "file";
  return attachmentText(kind, name);
}

/**
 * What someone wrote in a conversation.
 * @returns null when there is nothing to read
 */
export function intercomEvent(conversationId: string, said: Part, sentAt: Date | undefined): MessageEvent | null {
  const place = { conversationId, messageId: said.id };
  if (said.redacted === true) return { kind: "delete", ...place };
  const text = joinTexts([
    htmlToPlainText(said.subject ?? ""),
    htmlToPlainText(said.body ?? ""),
    ...(said.attachments ?? []).map(attachmentOf),
  ]);
  if (text === "") return null;
  const role = roleOf(said.author);
  return {
    kind: "new",
    ...place,
    role,
    ...(said.author?.id && { author: { id: said.author.id, ...(said.author.name && { name: said.author.name }) } }),
    text,
    ...(sentAt && { sentAt }),
    // What a teammate writes when assigning is seen by teammates only, as a note is.
    ...(role !== "user" && /note|assignment/.test(said.part_type ?? "") && { isPrivateNote: true }),
  };
}
