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
  })
  .meta({ id: "Message" });
export type MessageDto = z.infer<typeof messageSchema>;

/** Turns an opened message into what leaves the API. */
export function toMessageDto(message: OpenMessage): MessageDto {
  const { authorId: _, ...rest } = message;
  return {
    ...rest,
    sentAt: message.sentAt?.toISOString() ?? null,
    receivedAt: message.receivedAt.toISOString(),
    editedAt: message.editedAt?.toISOString() ?? null,
    deletedAt: message.deletedAt?.toISOString() ?? null,
  };
}
