/** Hidden characters as the transcript shows them: runs of the same one together, and tags as the text they spell. Pure. */
import type { TextSegment } from "@/lib/text/hidden-characters";

export type ShownSegment =
  | { kind: "text"; text: string; from: number }
  | { kind: "hidden"; label: string; count: number; from: number };

const TAG_LETTER = /^tag (.)$/u;

function letterOf(name: string): string | null {
  if (name === "tag space") return " ";
  return TAG_LETTER.exec(name)?.[1] ?? null;
}

type Run = { kind: "run"; name: string; codePoint: string; letters: string | null; count: number; from: number };
type Piece = Run | Extract<ShownSegment, { kind: "text" }>;

/** The run with one more hidden character, or null where that one begins a run of its own. */
function extended(last: Piece | undefined, codePoint: string, letter: string | null): Run | null {
  if (last?.kind !== "run") return null;
  if (letter !== null && last.letters !== null)
    return { ...last, letters: last.letters + letter, count: last.count + 1 };
  return letter === null && last.codePoint === codePoint ? { ...last, count: last.count + 1 } : null;
}

function labelled({ name, letters, count, from }: Run): ShownSegment {
  if (letters !== null && count > 1) return { kind: "hidden", label: `hidden tags: ${letters}`, count, from };
  return { kind: "hidden", label: count > 1 ? `${name} ×${count}` : name, count, from };
}

/**
 * Joins neighbouring hidden characters: equal ones are counted, and tag characters, which can carry a second message, are
 * spelled out. `from` is where a piece begins in the text, in UTF-16 units.
 */
export function groupHidden(segments: readonly TextSegment[]): ShownSegment[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const segment of segments) {
    if (segment.kind === "text") {
      pieces.push({ kind: "text", text: segment.text, from });
      from += segment.text.length;
      continue;
    }
    const { codePoint, name } = segment;
    const letters = letterOf(name);
    const longer = extended(pieces.at(-1), codePoint, letters);
    if (longer) pieces[pieces.length - 1] = longer;
    else pieces.push({ kind: "run", name, codePoint, letters, count: 1, from });
    from += Number.parseInt(codePoint.slice(2), 16) > 0xffff ? 2 : 1;
  }
  return pieces.map((piece) => (piece.kind === "run" ? labelled(piece) : piece));
}
