/** Which keys a JSON text has, as far as its beginning shows. Pure. */
import type { Sample } from "@/domain/ingest/transcripts/transcript-format";

export type JsonOutline = {
  /** What the first value is; null when the text does not begin like JSON. */
  top: "array" | "object" | null;
  /** Where keys stand, such as `[].mapping` or `messages[].author.name`, of the first value alone. */
  paths: ReadonlySet<string>;
  /** Whether more values follow the first one, on lines of their own. */
  hasLines: boolean;
};

const DEEPEST = 8;
/** A text without its end is taken too: to look for the end again from each mark inside would take forever. */
const TOKEN = /"([^"\\]*(?:\\.[^"\\]*)*)"?(\s*:)?|[{}[\]]/gs;

/** `path` is where the container stands, `key` the last key in it. */
type Frame = { path: string; isArray: boolean; key: string };

const placeIn = ({ path, isArray, key }: Frame) => {
  if (isArray) return `${path}[]`;
  return path === "" ? key : `${path}.${key}`;
};

function outlineOf(text: string): JsonOutline {
  const start = text.trimStart()[0];
  if (start !== "{" && start !== "[") return { top: null, paths: new Set(), hasLines: false };
  const top = start === "[" ? "array" : "object";
  const paths = new Set<string>();
  const frames: Frame[] = [];
  for (const { 0: token, 1: key, 2: colon, index } of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === "{" || token === "[") {
      frames.push({ path: frame === undefined ? "" : placeIn(frame), isArray: token === "[", key: "" });
    } else if (token === "}" || token === "]") {
      frames.pop();
      if (frames.length === 0) return { top, paths, hasLines: /^[^\S\r\n]*[\r\n]\s*[{[]/.test(text.slice(index + 1)) };
    } else if (colon !== undefined && frame !== undefined && !frame.isArray) {
      frame.key = key ?? "";
      if (frames.length <= DEEPEST) paths.add(placeIn(frame));
    }
  }
  return { top, paths, hasLines: false };
}

const known = new WeakMap<Sample, JsonOutline>();

/** The outline of a sample's text; empty for what is no text or no JSON. Worked out once for each sample. */
export function jsonOutline(sample: Sample): JsonOutline {
  const outline = known.get(sample) ?? outlineOf(sample.text ?? "");
  known.set(sample, outline);
  return outline;
}
