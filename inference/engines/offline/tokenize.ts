import { normalizeText } from "./normalize-text";

/** A word with the punctuation that stands before it: `,` `"` `(` `:` and the like, or an empty string. */
export type Token = { word: string; before: string };

/** What the tokeniser needs from the lexicon: replacement spellings and the words that writers disguise. */
export type Spelling = { replacements: ReadonlyMap<string, string>; disguised: ReadonlySet<string> };

// Scripts written without spaces give one token per character, in rules and texts alike.
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}";
const PIECE = new RegExp(
  `[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}])+(?:'(?:(?![${UNSPACED}])\\p{L})+)*|\\p{N}+|\\p{Extended_Pictographic}|[.!?;\\n\\u3002\\uFF01\\uFF1F]+|[,:()"'*\\u2014\\u2013]`,
  "gu",
);
const SENTENCE_END = /^[.!?;\n\u3002\uFF01\uFF1F]/u;
const PUNCTUATION = /^[,:()"'*\u2014\u2013]$/u;
const DISGUISED = /(?<![\p{L}\p{N}])[a-z][a-z0-9@$!*|.\-_]{1,18}[a-z0-9](?![\p{L}\p{N}])/gu;
const SPACED_LETTERS = /(?<![\p{L}\p{N}])[a-z](?: [a-z]){3,14}(?![\p{L}\p{N}])/gu;
const STRETCHED = /(\p{L})\1{2,}/gu;
const SYMBOL_LETTERS: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t" };
const SIGN_LETTERS: Readonly<Record<string, string>> = { "@": "a", $: "s", "!": "i", "|": "l" };
const HAS_APOSTROPHE_S = new Set(
  "he she it that there what who where how here tonight today tomorrow everyone everything one someone something".split(
    " ",
  ),
);

/** Words that end in a contraction, as separate words: "isn't" becomes "is", "not". A possessive 's stays as "'s". */
function splitContraction(word: string): string[] {
  const at = word.lastIndexOf("'");
  const base = word.slice(0, at);
  const ending = word.slice(at + 1);
  if (ending === "t" && base.endsWith("n")) return [base.slice(0, -1), "not"];
  if (ending === "s") return HAS_APOSTROPHE_S.has(base) ? [base, "is"] : [base, "'s"];
  const expansion = { m: "am", re: "are", ve: "have", ll: "will", d: "would" }[ending];
  return expansion === undefined ? [word.replaceAll("'", "")] : [base, expansion];
}

function revealDisguise(chunk: string, disguised: ReadonlySet<string>): string {
  if (!/[^a-z]/u.test(chunk)) return chunk;
  const plain = chunk.replace(/[013457]/gu, (sign) => SYMBOL_LETTERS[sign] ?? sign);
  const signed = plain.replace(/[@$!|]/gu, (sign) => SIGN_LETTERS[sign] ?? sign);
  const joined = signed.replace(/[.\-_]/gu, "");
  // Separators count as disguise only between single letters: "self-cut" keeps its words.
  const candidate = /^[a-z*](?:[.\-_][a-z*])+$/u.test(signed) ? joined : signed;
  if (disguised.has(candidate)) return candidate;
  if (!candidate.includes("*")) return chunk;
  const shape = new RegExp(`^${candidate.replace(/[^a-z*]/gu, "").replaceAll("*", ".")}$`, "u");
  return [...disguised].find((word) => shape.test(word)) ?? chunk;
}

function unstretch(word: string, known: ReadonlySet<string>): string {
  const double = word.replace(STRETCHED, "$1$1");
  return double === word || known.has(double) ? double : word.replace(STRETCHED, "$1");
}

/**
 * Splits a text into sentences of tokens, in the plain form that rules are written in: contractions and chat spellings
 * expanded, disguised words revealed. `known` holds the words of the rules; it decides how stretched words are shortened.
 */
export function tokenize(text: string, spelling: Spelling, known: ReadonlySet<string>): Token[][] {
  const view = normalizeText(text)
    .replace(SPACED_LETTERS, (run) => (spelling.disguised.has(run.replaceAll(" ", "")) ? run.replaceAll(" ", "") : run))
    .replace(DISGUISED, (chunk) => revealDisguise(chunk, spelling.disguised));
  const sentences: Token[][] = [];
  let sentence: Token[] = [];
  let before = "";
  const push = (word: string) => {
    sentence.push({ word, before });
    before = "";
  };
  const pushSpelled = (word: string) => {
    const replacement = spelling.replacements.get(word);
    if (replacement !== undefined) for (const part of replacement.split(" ")) push(part);
    else if (!word.includes("'")) push(word);
    else
      for (const part of splitContraction(word).filter((piece) => piece !== ""))
        push(spelling.replacements.get(part) ?? part);
  };
  for (const [piece] of view.matchAll(PIECE)) {
    if (SENTENCE_END.test(piece)) {
      if (sentence.length > 0) sentences.push(sentence);
      sentence = [];
      before = "";
    } else if (PUNCTUATION.test(piece)) before += piece;
    else pushSpelled(unstretch(piece, known));
  }
  if (sentence.length > 0) sentences.push(sentence);
  return sentences;
}
