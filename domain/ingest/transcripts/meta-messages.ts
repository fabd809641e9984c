/** One message of a Messenger or Instagram download, old or end-to-end encrypted. Pure. */
import { z } from "zod";
import { attachmentText, joinTexts, readTime } from "@/domain/ingest/platforms/read-fields";
import { repairMetaText } from "@/domain/ingest/transcripts/meta-text";

const words = z.string().optional().catch(undefined);
const things = z.array(z.unknown()).optional().catch(undefined);

const oldForm = z.looseObject({
  sender_name: z.string(),
  timestamp_ms: z.number(),
  content: words,
  type: words,
  is_unsent: z.boolean().optional().catch(undefined),
  photos: things,
  videos: things,
  gifs: things,
  audio_files: things,
  files: things,
  sticker: z.unknown().optional(),
  share: z.looseObject({ link: words, share_text: words }).optional().catch(undefined),
});

const encryptedForm = z.looseObject({
  senderName: z.string(),
  timestamp: z.number(),
  text: words,
  type: words,
  isUnsent: z.boolean().optional().catch(undefined),
  media: things,
});

export const metaMessage = z.union([oldForm, encryptedForm]);
export type MetaMessage = z.infer<typeof metaMessage>;

export type MetaText = {
  speaker: string;
  text: string;
  sentAt: Date | undefined;
  isDeleted: boolean;
  isNotice: boolean;
};

const NOTICES = /^(?:Subscribe|Unsubscribe|Call)$/u;
const KINDS = { photos: "image", gifs: "image", videos: "video", audio_files: "audio", files: "file" } as const;

function oldText(message: z.infer<typeof oldForm>): string {
  const said = message.content === undefined ? undefined : repairMetaText(message.content);
  const attached = Object.entries(KINDS).flatMap(([key, kind]) =>
    (message[key as keyof typeof KINDS] ?? []).map(() => attachmentText(kind)),
  );
  if (message.sticker !== undefined && message.sticker !== null) attached.push(attachmentText("sticker"));
  const shared = [message.share?.share_text, message.share?.link]
    .map((text) => (text === undefined ? undefined : repairMetaText(text)))
    .filter((text) => text !== undefined && said?.includes(text) !== true);
  return joinTexts([said, ...attached, ...shared]);
}

/** What a message says, with the words as they were written. The text is empty when there is nothing to read. */
export function readMetaMessage(message: MetaMessage): MetaText {
  const isOld = "sender_name" in message && typeof message.sender_name === "string";
  if (isOld) {
    const old = message as z.infer<typeof oldForm>;
    const isDeleted = old.is_unsent === true;
    return {
      speaker: repairMetaText(old.sender_name),
      text: isDeleted ? "[deleted]" : oldText(old),
      sentAt: readTime(old.timestamp_ms, "ms"),
      isDeleted,
      isNotice: NOTICES.test(old.type ?? ""),
    };
  }
  const encrypted = message as z.infer<typeof encryptedForm>;
  const isDeleted = encrypted.isUnsent === true;
  const media = (encrypted.media ?? []).map(() => attachmentText("media"));
  return {
    speaker: encrypted.senderName,
    text: isDeleted ? "[deleted]" : joinTexts([encrypted.text, ...media]),
    sentAt: readTime(encrypted.timestamp, "ms"),
    isDeleted,
    isNotice: false,
  };
}
