import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import type { OpenMessage } from "@/inference/load-messages";

/** A message as people see it: the text exactly as it was sent in. */
export const messageSchema = z
  .object({
    id: z.uuid(),
    position: z.number().int(),
    revision: z.number().int().meta({ description: "The conversation revision that brought it" }),
    role: messageRoleSchema,
    author: z.string().nullable(),
    text: z.string().nullable().meta({ description: "null once erased, or when it cannot be opened" }),
    damaged: z.boolean().meta({
      description:
        "Its stored text, or where `text` is there an earlier one, cannot be opened, though nobody erased it",
    }),
    sentAt: z.iso.datetime().nullable(),
    receivedAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
    changedRevision: z.number().int().nullable().meta({
      description: "The conversation revision that last edited or deleted it; null while it stands as it came",
    }),
    isPrivateNote: z.boolean().meta({ description: "Written by agents for agents; the model does not read it" }),
    earlier: z.array(z.string()).meta({
      description:
        "What it said before each edit, and how files word it otherwise, oldest first; without those that cannot be opened",
    }),
    later: z.array(z.string()).meta({
      description:
        "Where the case looks at an earlier moment: what it has said since, oldest first, and last what it says now. `text` is what it said then",
    }),
  })
  .meta({ id: "Message" });
export type MessageDto = z.infer<typeof messageSchema>;

type Words = Pick<MessageDto, "text" | "earlier" | "later">;

/**
 * What a message said at a revision, where it was edited after it: the text that was replaced first of those since. Where
 * one of its texts does not open it is shown as it is now, marked as edited and as damaged.
 */
function wordsAt({ text, damaged, earlier, earlierUntil }: OpenMessage, revision: number | null): Words {
  const then = revision === null ? -1 : earlierUntil.findIndex((until) => until !== null && until > revision);
  if (then < 0 || text === null || damaged) return { text, earlier, later: [] };
  return { text: earlier[then] ?? null, earlier: earlier.slice(0, then), later: [...earlier.slice(then + 1), text] };
}

/**
 * Turns an opened message into what leaves the API.
 * @param revision the moment that a case looks at; null for the message as it is now
 */
export function toMessageDto(message: OpenMessage, revision: number | null): MessageDto {
  const { authorId: _, earlierUntil: __, ...rest } = message;
  return {
    ...rest,
    ...wordsAt(message, revision),
    sentAt: message.sentAt?.toISOString() ?? null,
    receivedAt: message.receivedAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    deletedAt: message.deletedAt?.toISOString() ?? null,
  };
}
