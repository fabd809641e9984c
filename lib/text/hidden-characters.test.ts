import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBlank, type RevealedText, revealHiddenCharacters } from "@/lib/text/hidden-characters";

function hiddenIn(text: string): string[] {
  return revealHiddenCharacters(text).segments.flatMap((segment) =>
    segment.kind === "hidden" ? segment.codePoint : [],
  );
}

function spell({ segments }: RevealedText): string {
  return segments
    .map((segment) =>
      segment.kind === "text" ? segment.text : String.fromCodePoint(Number.parseInt(segment.codePoint.slice(2), 16)),
    )
    .join("");
}

const mixedText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\u200b",
      "\u200d",
      "\ufe0f",
      "\u{1f3fd}",
      "👩",
      "❤",
      "\u{e0041}",
      "\u{e007f}",
      "\u{1f3f4}",
      "\u20e3",
      "1",
    ),
    fc.constantFrom(
      "\ud800",
      "\udc00",
      "\r",
      "\n",
      "\t",
      "\u0000",
      "\u202e",
      "\u3164",
      "\u2800",
      "می",
      "\u200c",
      "क्",
      " ",
    ),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
});

describe("revealHiddenCharacters", () => {
  test("cuts a text around what cannot be seen", () => {
    expect(revealHiddenCharacters("k\u200bms \u202etfel\u202c")).toEqual({
      segments: [
        { kind: "text", text: "k" },
        { kind: "hidden", codePoint: "U+200B", name: "zero-width space" },
        { kind: "text", text: "ms " },
        { kind: "hidden", codePoint: "U+202E", name: "right-to-left override" },
        { kind: "text", text: "tfel" },
        { kind: "hidden", codePoint: "U+202C", name: "end of direction change" },
      ],
      hiddenCount: 3,
    });
  });

  test.each([
    ["\u200c", "U+200C", "zero-width non-joiner"],
    ["\u200d", "U+200D", "zero-width joiner"],
    ["\u2060", "U+2060", "word joiner"],
    ["\u2067", "U+2067", "right-to-left isolate"],
    ["\u061c", "U+061C", "Arabic letter mark"],
    ["\u00ad", "U+00AD", "soft hyphen"],
    ["\u034f", "U+034F", "grapheme joiner"],
    ["\ufeff", "U+FEFF", "zero-width no-break space"],
    ["\u115f", "U+115F", "Hangul filler"],
    ["\u3164", "U+3164", "Hangul filler"],
    ["\uffa0", "U+FFA0", "Hangul filler"],
    ["\u2800", "U+2800", "blank Braille pattern"],
    ["\u2028", "U+2028", "line separator"],
    ["\ufff9", "U+FFF9", "annotation start"],
    ["\ufe0f", "U+FE0F", "variation selector"],
    ["\u{e0101}", "U+E0101", "variation selector"],
    ["\u{e0041}", "U+E0041", "tag A"],
    ["\u{e0020}", "U+E0020", "tag space"],
    ["\u{e007f}", "U+E007F", "tag mark"],
    ["\u0000", "U+0000", "null"],
    ["\u001b", "U+001B", "escape"],
    ["\u0001", "U+0001", "control character"],
    ["\u009f", "U+009F", "control character"],
    ["\u0085", "U+0085", "next line"],
    ["\r", "U+000D", "carriage return"],
    ["\ud83d", "U+D83D", "half a character"],
    ["\udc80", "U+DC80", "half a character"],
    ["\u2065", "U+2065", "invisible character"],
  ])("shows %j between letters as a mark", (hidden, codePoint, name) => {
    expect(revealHiddenCharacters(`a${hidden}b`)).toEqual({
      segments: [
        { kind: "text", text: "a" },
        { kind: "hidden", codePoint, name },
        { kind: "text", text: "b" },
      ],
      hiddenCount: 1,
    });
  });

  test.each([
    ["plain text", "I can't do this!!!"],
    ["line breaks and tabs", "one\n\ttwo\r\nthree"],
    ["a family", "👨\u200d👩\u200d👧"],
    ["a skin tone", "👍🏽"],
    ["a couple with skin tones", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏻"],
    ["the rainbow flag", "🏳\ufe0f\u200d🌈"],
    ["a health worker", "🧑🏿\u200d⚕\ufe0f"],
    ["a heart and a text heart", "❤\ufe0f ❤\ufe0e"],
    ["a keycap", "1\ufe0f\u20e3 #\ufe0f\u20e3"],
    ["a country flag", "🇳🇵"],
    ["the flag of Scotland", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
    ["a Persian word spelled with a non-joiner", "می\u200cخواهم"],
    ["a Hindi word spelled with a joiner", "क्\u200dष"],
    ["unusual but visible spaces", "a\u00a0b\u3000c"],
  ])("keeps %s as text", (_title, text) => {
    expect(revealHiddenCharacters(text)).toEqual({ segments: [{ kind: "text", text }], hiddenCount: 0 });
  });

  test.each([
    ["a joiner after an emoji with nothing to join", "👩\u200dx", ["U+200D"]],
    ["a joiner before an emoji", "x\u200d👩", ["U+200D"]],
    ["a second joiner", "👩\u200d\u200d👧", ["U+200D", "U+200D"]],
    ["a second variation selector", "❤\ufe0f\ufe0f", ["U+FE0F"]],
    ["a variation selector on a letter", "a\ufe0f", ["U+FE0F"]],
    ["a variation selector on a bare digit", "1\ufe0f2", ["U+FE0F"]],
    ["other variation selectors on an emoji", "😀\ufe01\u{e0100}", ["U+FE01", "U+E0100"]],
    ["a message in tags behind a flag", "\u{1f3f4}\u{e0068}\u{e0069}\u{e007f}", ["U+E0068", "U+E0069", "U+E007F"]],
    ["a run of joiners in a Persian word", "می\u200c\u200cخواهم", ["U+200C", "U+200C"]],
    ["a zero-width space in a Persian word", "می\u200bخواهم", ["U+200B"]],
    ["a carriage return without a line feed", "a\rb\r\n", ["U+000D"]],
  ])("shows %s", (_title, text, codePoints) => {
    expect(hiddenIn(text)).toEqual(codePoints);
  });

  test("has no segments for an empty text", () => {
    expect(revealHiddenCharacters("")).toEqual({ segments: [], hiddenCount: 0 });
  });

  test("spells the text again, counts what it marks, and never puts two texts side by side", () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const revealed = revealHiddenCharacters(text);
        expect(spell(revealed)).toBe(text);
        expect(revealed.hiddenCount).toBe(hiddenIn(text).length);
        for (const [index, segment] of revealed.segments.entries()) {
          if (segment.kind !== "text") continue;
          expect(segment.text).not.toBe("");
          expect(revealed.segments[index + 1]?.kind).not.toBe("text");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("leaves no zero-width, bidi, filler or control character in Latin text unmarked", () => {
    const hidden = fc.constantFrom(
      "\u200b",
      "\u200c",
      "\u200d",
      "\u202a",
      "\u2069",
      "\u00ad",
      "\u1160",
      "\u0007",
      "\u{e0061}",
      "\ud812",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z ]{1,4}$/), hidden)), (pairs) => {
        expect(revealHiddenCharacters(pairs.flat().join("")).hiddenCount).toBe(pairs.length);
      }),
    );
  });

  test.each([["👩\u200d"], ["\u200d"], ["\u{1f3f4}\u{e0067}"], ["1\ufe0f"], ["a"]])(
    "reads 500,000 of %j within the time limit of a test",
    (unit) => {
      const { hiddenCount } = revealHiddenCharacters(unit.repeat(500_000));
      expect(hiddenCount).toBeLessThanOrEqual(500_000);
    },
  );
});

describe("isBlank", () => {
  test.each([
    "",
    " ",
    "\n\t\r\n",
    "\u00a0\u3000",
    "\u200b\u200d",
    "\u3164",
    "\u2800\u2800",
    "\ufe0f",
    "\u00ad",
    "\u{e0041}",
    "\u0000",
    "\u2028",
  ])("is true for %j", (text) => {
    expect(isBlank(text)).toBe(true);
  });

  test.each(["a", ".", " \u200b.", "💀", "\u{1f3f3}", "\u0301", "\ud800", "\ufffd", "ㅤㅎ", "ـ"])(
    "is false for %j",
    (text) => {
      expect(isBlank(text)).toBe(false);
    },
  );

  test("is true only for texts without letters, digits, punctuation or symbols", () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const visible = text.replace(/[\p{DI}\u2800]/gu, "");
        if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(visible)) expect(isBlank(text)).toBe(false);
      }),
    );
  });
});
