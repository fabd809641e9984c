/** The text of a message whose content comes in parts, as chat models take it. Pure. */

const KINDS: Readonly<Record<string, string>> = {
  image_url: "image",
  input_image: "image",
  image: "image",
  image_file: "image",
  input_audio: "audio",
  audio: "audio",
  file: "file",
  input_file: "file",
  document: "file",
  video: "video",
};

function textOfPart(part: unknown): string | null {
  if (typeof part === "string") return part;
  if (typeof part !== "object" || part === null) return null;
  if ("text" in part && typeof part.text === "string") return part.text;
  if ("refusal" in part && typeof part.refusal === "string") return part.refusal;
  const kind = "type" in part && typeof part.type === "string" ? KINDS[part.type] : undefined;
  return kind === undefined ? null : `[${kind}]`;
}

/**
 * A text, or a list of parts with their texts one under the other; an image becomes "[image]", and so on.
 * @returns null when there is nothing to read: no content, or only calls of functions and their like
 */
export function chatContent(content: unknown): string | null {
  const parts = Array.isArray(content) ? content : [content];
  const texts = parts.map(textOfPart).filter((text) => text !== null && text.trim() !== "");
  return texts.length === 0 ? null : texts.join("\n");
}
