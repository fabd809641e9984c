/** What may be sent in as a conversation. One schema for the API, the paste page and the API description. */
import { z } from "zod";
import { messageRoleSchema } from "@/domain/ingest/message";
import { isBlank } from "@/lib/text/hidden-characters";
import { outsideId } from "@/lib/text/printable";

const MAX_MESSAGES = 10_000;
/** Longest text of one message, in UTF-16 code units: a little over 1 MB. */
const MAX_TEXT_LENGTH = 1_100_000;
const MAX_METADATA_LENGTH = 16_384;
const EARLIEST_SENT_AT = Date.UTC(1970, 0, 1);
const LATEST_SENT_AT = Date.UTC(2200, 0, 1);

const sentAt = z.iso
  .datetime({ offset: true, error: "must be a time such as 2026-11-21T03:04:05Z" })
  .refine((text) => {
    const time = Date.parse(text);
    return time >= EARLIEST_SENT_AT && time < LATEST_SENT_AT;
  }, "must lie between the years 1970 and 2199")
  .meta({ description: "When it was sent (RFC 3339), between 1970 and 2199" });

export const messageInputSchema = z
  .strictObject({
    role: messageRoleSchema.meta({
      description: "user: who is cared about. assistant: a machine. agent: a person who answers.",
    }),
    author: outsideId(200).optional().meta({ description: "Who wrote it, as the source knows them" }),
    text: z.string().max(MAX_TEXT_LENGTH, `must be at most ${MAX_TEXT_LENGTH} characters`),
    sentAt: sentAt.optional(),
    externalId: outsideId(200)
      .optional()
      .meta({ description: "The source's id of the message; a repeated one is not stored twice" }),
  })
  .meta({ id: "MessageInput" });

const metadata = z
  .record(z.string().max(100), z.json())
  .refine(
    (value) => JSON.stringify(value).length <= MAX_METADATA_LENGTH,
    `must be at most ${MAX_METADATA_LENGTH} characters of JSON`,
  );

export const messagesInputSchema = z
  .array(messageInputSchema)
  .min(1, "must hold at least one message")
  .max(MAX_MESSAGES, `must hold at most ${MAX_MESSAGES} messages; send the rest to the same externalId`)
  .refine(
    (messages) => messages.some((message) => !isBlank(message.text)),
    "there is nothing to read: no message has a visible character",
  )
  .superRefine((messages, context) => {
    const texts = new Map<string, string>();
    for (const [index, { externalId, text }] of messages.entries()) {
      if (externalId === undefined) continue;
      const earlier = texts.get(externalId);
      if (earlier !== undefined && earlier !== text) {
        const message = "two messages of one request have this externalId and different texts; send the edit by itself";
        context.addIssue({ code: "custom", path: [index, "externalId"], message });
      }
      texts.set(externalId, text);
    }
  });

export const conversationInputSchema = z
  .strictObject({
    externalId: outsideId(200)
      .optional()
      .meta({ description: "The source's id of the thread. Known: the messages are appended." }),
    sourceId: z.uuid().optional().meta({ description: "Only the source of the key; may be left out" }),
    messages: messagesInputSchema,
    metadata: metadata.optional(),
  })
  .meta({ id: "ConversationInput" });

export type MessageInput = z.infer<typeof messageInputSchema>;
export type ConversationInput = z.infer<typeof conversationInputSchema>;

export const CONVERSATION_STATUSES = ["received", "classifying", "flagged", "clear", "unscored"] as const;
export const conversationStatusSchema = z.enum(CONVERSATION_STATUSES);

/** What every intake answers once the conversation is durable. */
export const acceptedSchema = z
  .object({ id: z.uuid(), revision: z.number().int(), status: conversationStatusSchema })
  .meta({ id: "Accepted" });
export type Accepted = z.infer<typeof acceptedSchema>;
