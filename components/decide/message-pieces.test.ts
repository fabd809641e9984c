import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupHidden } from "@/components/decide/group-hidden";
import { messagePieces } from "@/components/decide/message-pieces";
import { findIn, foldText } from "@/lib/text/find-text";
import { revealHiddenCharacters } from "@/lib/text/hidden-characters";

function pieces(text: string, words = "", current: number | null = null) {
  const hits = findIn(foldText(text), words);
  return messagePieces(text, groupHidden(revealHiddenCharacters(text).segments), hits, current);
}

/** The pieces in short: «hit», ‹current›, [file], {hidden}. */
function inShort(text: string, words?: string, current?: number): string {
  return pieces(text, words, current)
    .map((piece) => {
      if (piece.kind === "hidden") return `{${piece.label}}`;
      const text = piece.standsIn ? `~${piece.text}~` : piece.text;
      return piece.found === "no" ? text : piece.found === "hit" ? `«${text}»` : `‹${text}›`;
    })
    .join("");
}

describe("messagePieces", () => {
  it.each<[string, Parameters<typeof inShort>, string]>([
    ["marks what was found, and the one that is looked at", ["a home, a home", "home", 1], "a «home», a ‹home›"],
    ["marks on both sides of a hidden character", ["al\u200Bone", "alone", 0], "‹al›{zero-width space}‹one›"],
    ["dims a file alone on its line", ["look\n[image: lake.jpg]\nthere"], "look\n~[image: lake.jpg]~\nthere"],
    ["leaves brackets inside a line alone", ["an [image] of me"], "an [image] of me"],
    ["leaves what intake never writes alone", ["[not me]"], "[not me]"],
    ["marks inside a stand-in", ["[file: notes.txt]", "notes"], "~[file: ~«~notes~»~.txt]~"],
  ])("%s", (_name, given, expected) => {
    expect(inShort(...given)).toBe(expected);
  });

  it("loses and adds no letter", () => {
    const letters = fc.constantFrom("a", "b", " ", "\n", "\u200B", "\u{E0041}", "é", "[image]", "👍");
    fc.assert(
      fc.property(fc.array(letters), fc.constantFrom("a", "ab", "b a", "e", "zzz"), (all, words) => {
        const text = all.join("");
        for (const piece of pieces(text, words, 0)) {
          if (piece.kind === "text") expect(text.slice(piece.from, piece.from + piece.text.length)).toBe(piece.text);
        }
        const visible = revealHiddenCharacters(text).segments.map((each) => (each.kind === "text" ? each.text : ""));
        const joined = pieces(text, words, 0).map((each) => (each.kind === "text" ? each.text : ""));
        expect(joined.join("")).toBe(visible.join(""));
      }),
    );
  });

  it("draws a bounded number of marks, around the one that is looked at", () => {
    const marked = pieces("x".repeat(5_000), "x", 4_000).filter((each) => each.kind === "text" && each.found !== "no");
    expect(marked.length).toBeLessThan(300);
    expect(marked.some((each) => each.kind === "text" && each.found === "current" && each.from === 4_000)).toBe(true);
  });
});
