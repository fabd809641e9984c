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

type MetaText = {
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

/** A message, with the words as they were written. The text is empty when there is nothing to read. */
export const metaMessage = z.union([
  oldForm.transform((message): MetaText => {
    const isDeleted = message.is_unsent === true;
    return {
      speaker: repairMetaText(message.sender_name) || "unknown",
      text: isDeleted ? "[deleted]" : oldText(message),
      sentAt: readTime(message.timestamp_ms, "ms"),
      isDeleted,
      isNotice: NOTICES.test(message.type ?? ""),
    };
  }),
  encryptedForm.transform((message): MetaText => {
    const isDeleted = message.isUnsent === true;
    const media = (message.media ?? []).map(() => attachmentText("media"));
    return {
      speaker: message.senderName || "unknown",
      text: isDeleted ? "[deleted]" : joinTexts([message.text, ...media]),
      sentAt: readTime(message.timestamp, "ms"),
      isDeleted,
      isNotice: false,
    };
  }),
]);
