/** What an attached file is, for the word that stands for it in the text of a message. Pure. */

const KINDS: readonly [kind: string, names: RegExp][] = [
  ["sticker", /(?:^STK-|-STICKER-|\.(?:webp|tgs)$)/iu],
  ["image", /(?:^image\/|\.(?:jpe?g|png|gif|heic|heif|avif|bmp|tiff?)$)/iu],
  ["video", /(?:^video\/|\.(?:mp4|mov|m4v|avi|mkv|webm|3gp)$)/iu],
  ["audio", /(?:^audio\/|\.(?:mp3|m4a|ogg|oga|opus|wav|aac|amr|flac)$)/iu],
];

/** By its name or MIME type: "image", "video", "audio", "sticker", else "file". */
export function attachmentKind(nameOrType: string): string {
  return KINDS.find(([, names]) => names.test(nameOrType))?.[0] ?? "file";
}
