import { describe, expect, it } from "vitest";
import { groupHidden } from "@/components/decide/group-hidden";
import { revealHiddenCharacters } from "@/lib/text/hidden-characters";

const ZWSP = "\u200b";
const tags = (text: string) =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join("");

const CASES = [
  { title: "leaves plain text in one piece", text: "hello", expected: ["hello"] },
  { title: "names one hidden character", text: `a${ZWSP}b`, expected: ["a", "[zero-width space]", "b"] },
  { title: "counts a run of the same one", text: `a${ZWSP.repeat(3)}b`, expected: ["a", "[zero-width space ×3]", "b"] },
  {
    title: "keeps different ones apart",
    text: `${ZWSP}\u202e`,
    expected: ["[zero-width space]", "[right-to-left override]"],
  },
  { title: "spells what tags carry", text: `ok${tags("hi me")}`, expected: ["ok", "[hidden tags: hi me]"] },
  { title: "names a single tag", text: tags("h"), expected: ["[tag h]"] },
];

describe("showing hidden characters", () => {
  it.each(CASES)("$title", ({ text, expected }) => {
    const shown = groupHidden(revealHiddenCharacters(text).segments);
    expect(shown.map((piece) => (piece.kind === "text" ? piece.text : `[${piece.label}]`))).toEqual(expected);
    expect(new Set(shown.map(({ from }) => from)).size).toBe(shown.length);
    for (const piece of shown) if (piece.kind === "text") expect(text.startsWith(piece.text, piece.from)).toBe(true);
  });
});
