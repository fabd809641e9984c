/** What of a message is a word, a hidden character, a stand-in for a file, or found: in one row. Pure. */

import type { ShownSegment } from "@/components/decide/group-hidden";
import type { Hit } from "@/lib/text/find-text";

export type MessagePiece =
  | { kind: "text"; text: string; from: number; found: "no" | "hit" | "current"; standsIn: boolean }
  | Extract<ShownSegment, { kind: "hidden" }>;

/** More marks than these in one message are not drawn; those nearest to the one that is looked at are. */
const MOST_MARKS = 200;

/** What intake writes where a file was (domain/ingest/platforms/read-fields.ts), alone on its line. */
const STAND_IN =
  /^\[(?:image|video|audio|voice|file|sticker|gif|animation|media|location|contacts?|encrypted message)(?:: [^\]\n]*)?\]$/gm;

/** Where files were, which never come to this desk themselves. */
function standIns(text: string): Hit[] {
  return [...text.matchAll(STAND_IN)].map(({ index, 0: { length } }) => ({ from: index, to: index + length }));
}

/** The hits that are drawn, and where the current one is among them. */
function nearest(hits: readonly Hit[], current: number | null): { hits: readonly Hit[]; current: Hit | undefined } {
  const start = Math.max(0, Math.min((current ?? 0) - MOST_MARKS / 2, hits.length - MOST_MARKS));
  return { hits: hits.slice(start, start + MOST_MARKS), current: current === null ? undefined : hits[current] };
}

/** A text piece, cut wherever something in it begins or ends. */
function cut(
  { text, from }: Extract<ShownSegment, { kind: "text" }>,
  marked: ReturnType<typeof nearest>,
  files: readonly Hit[],
): MessagePiece[] {
  const end = from + text.length;
  const inside = (at: number) => at > from && at < end;
  const places = [...marked.hits, ...files].flatMap((each) => [each.from, each.to]).filter(inside);
  const starts = [...new Set([from, ...places])].sort((one, other) => one - other);
  return starts.map((start, index) => {
    const covers = (each: Hit) => each.from <= start && start < each.to;
    const hit = marked.hits.find(covers);
    return {
      kind: "text",
      text: text.slice(start - from, (starts[index + 1] ?? end) - from),
      from: start,
      found: hit === undefined ? "no" : hit === marked.current ? "current" : "hit",
      standsIn: files.some(covers),
    };
  });
}

/**
 * The pieces of a message in their order; joined, the texts and hidden characters are the message to the letter.
 * @param segments of `text`, as `groupHidden` gives them
 * @param current which of the hits is the one that is looked at
 */
export function messagePieces(
  text: string,
  segments: readonly ShownSegment[],
  hits: readonly Hit[],
  current: number | null,
): MessagePiece[] {
  const marked = nearest(hits, current);
  const files = standIns(text);
  return segments.flatMap((segment) => (segment.kind === "hidden" ? [segment] : cut(segment, marked, files)));
}
