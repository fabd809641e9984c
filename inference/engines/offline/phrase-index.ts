import { firstWords, matchAt, type Pattern } from "./pattern";
import type { Token } from "./tokenize";

/** One match: what matched, and its tokens `[start, end)` in the sentence. */
export type Match<T> = { entry: T; pattern: Pattern; start: number; end: number };

type Words = ReadonlySet<string>;

/** A pattern with the words it can begin with (null: anything) and the sets of which every match holds a word. */
type Filed<T> = { entry: T; pattern: Pattern; first: Words | null; required: readonly Words[] };

// Very frequent words make poor look-up keys; a pattern is filed under its rarest part.
const FREQUENT = new Set(
  "i me my you your he she they it we the a an and or of to in on for is am are was be been have has do not no this that what with when if so at by up out as will can would him her his them their from about who one get go".split(
    " ",
  ),
);

function lookupCost(words: Words): number {
  return words.size + [...words].filter((word) => FREQUENT.has(word)).length * 50;
}

/** True where every match of a pattern holds at least one word that is not among the most frequent of the language. */
export function hasTellingWord({ parts }: Pattern): boolean {
  return parts.some((part) => {
    const words = part.optional ? null : firstWords([part]);
    return words !== null && ![...words].some((word) => FREQUENT.has(word));
  });
}

function fileOf<T>(entry: T, pattern: Pattern): Filed<T> {
  const required = pattern.parts
    .flatMap((part) => (part.optional ? [] : [firstWords([part])]))
    .filter((words) => words !== null)
    .toSorted((a, b) => lookupCost(a) - lookupCost(b));
  if (required.length === 0) throw new Error("A pattern must hold at least one word");
  return { entry, pattern, first: firstWords(pattern.parts), required };
}

function shareWord(words: Words, places: ReadonlyMap<string, readonly number[]>): boolean {
  if (words.size < places.size) {
    for (const word of words) if (places.has(word)) return true;
    return false;
  }
  for (const word of places.keys()) if (words.has(word)) return true;
  return false;
}

/** Finds every pattern of a collection that matches in a sentence; looks only at those whose words are all there. */
export class PhraseIndex<T> {
  private readonly byWord = new Map<string, Filed<T>[]>();

  constructor(
    entries: Iterable<{ entry: T; pattern: Pattern }>,
    private readonly fillers: Words,
  ) {
    for (const { entry, pattern } of entries) {
      const filed = fileOf(entry, pattern);
      for (const word of filed.required[0] ?? []) {
        const shelf = this.byWord.get(word);
        if (shelf) shelf.push(filed);
        else this.byWord.set(word, [filed]);
      }
    }
  }

  /** All matches in a sentence, at most one per pattern and start. */
  find(tokens: readonly Token[]): Match<T>[] {
    const places = new Map<string, number[]>();
    tokens.forEach(({ word }, at) => {
      const known = places.get(word);
      if (known) known.push(at);
      else places.set(word, [at]);
    });
    const candidates = new Set<Filed<T>>();
    for (const word of places.keys()) for (const filed of this.byWord.get(word) ?? []) candidates.add(filed);
    const matches: Match<T>[] = [];
    for (const { entry, pattern, first, required } of candidates) {
      if (!required.every((words) => shareWord(words, places))) continue;
      const starts = first === null ? tokens.keys() : [...places].flatMap(([word, at]) => (first.has(word) ? at : []));
      for (const start of starts) {
        const end = matchAt(pattern, tokens, start, this.fillers);
        if (end !== null) matches.push({ entry, pattern, start, end });
      }
    }
    return matches;
  }
}
