/** Reads what a platform sent, field by field, and says which one is wrong without repeating what stands there. */
import { z } from "zod";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** A platform's id, as text whether it came as text or as a number. What cannot be stored as it is, is made storable later. */
export const platformId = z.union([z.string().min(1), z.int().transform(String)]);

/** A name or other words that are only shown; anything else counts as absent. */
export const shownText = z.string().optional().catch(undefined);

/**
 * `value` in the form of `schema`.
 * @param at where in the delivery it stands, such as "data.item"; empty for the whole
 * @throws NotUnderstood with the path of the first field that does not fit
 */
export function readFields<T>(schema: z.ZodType<T>, value: unknown, at = ""): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const path = [at, ...(read.error.issues[0]?.path ?? [])].filter((part) => part !== "").join(".");
  throw new NotUnderstood(
    path === ""
      ? "The body has none of the forms that this platform sends."
      : `"${path}" is missing or of another form.`,
  );
}

/**
 * A time as platforms write it: ISO 8601, or a number since 1970 as a number or digits.
 * @param unit of a number
 * @returns undefined when it is none, or outside 1970 to 2199: a message is not lost for its time
 */
export function readTime(value: unknown, unit: "s" | "ms" = "s"): Date | undefined {
  const isNumeric = typeof value === "number" || (typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value));
  const time = isNumeric ? Number(value) * (unit === "s" ? 1000 : 1) : readIsoTime(value);
  return time >= EARLIEST && time < LATEST ? new Date(Math.trunc(time)) : undefined;
}

/** Only forms that name their zone: anything else would be read in the zone of this machine. */
function readIsoTime(value: unknown): number {
  if (typeof value !== "string") return Number.NaN;
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?) ?(Z|UTC|[+-]\d\d:?\d\d)$/.exec(value);
  return match ? Date.parse(`${match[1]}T${match[2]}${match[3] === "UTC" ? "Z" : match[3]}`) : Number.NaN;
}

/** What stands for something that cannot be shown, such as "[image]" or, with its words, "[image: at the lake]". */
export function attachmentText(kind: string, words?: string): string {
  return words ? `[${kind}: ${words}]` : `[${kind}]`;
}

/** The text and the stand-ins of a message, one under the other; empty when there is nothing to read. */
export function joinTexts(texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text.trim() !== "").join("\n");
}

/** What a file is by its MIME type: "image", "video", "audio", else "file". */
export function mediaKind(mimeType: string | undefined): string {
  return /^(image|video|audio)\//.exec(mimeType ?? "")?.[1] ?? "file";
}
