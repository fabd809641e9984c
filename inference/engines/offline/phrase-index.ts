import { firstWords, matchAt, type Pattern } from "./pattern";
import type { Token } from "./tokenize";

/** One match: what matched, and its tokens `[start, end)` in the sentence. */
export type Match<T> = { entry: T; pattern: Pattern; start: number; end: number };

type Indexed<T> = { entry: T; pattern: Pattern; first: ReadonlySet<string> | null };

// Very frequent words make poor look-up keys; a pattern is filed under its rarest part.
const FREQUENT = new Set(
  "i me my you your he she they it we the a an and or of to in on for is am are was be been have has do not no this that what with when if so at by up out as will can would her him his them their from about who one get go".split(
    " ",
  ),
);

function lookupCost(words: ReadonlySet<string>): number {
  return words.size + [...words].filter((word) => FREQUENT.has(word)).length * 50;
}

/** The words under which a pattern is filed: one of them stands in every text that it matches. */
function lookupWords(pattern: Pattern): ReadonlySet<string> {
  const choices = pattern.parts.flatMap((part) => (part.optional ? [] : [firstWords([part])])).filter((words) => words !== null);
  const [best] = choices.toSorted((a, b) => lookupCost(a) - lookupCost(b));
  if (best === undefined) throw new Error("A pattern must hold at least one word");
  return best;
}

/** Finds, in one pass over a sentence, every pattern of a collection that matches in it. */
export class PhraseIndex<T> {
  private readonly byWord = new Map<string, Indexed<T>[]>();

  constructor(
    entries: Iterable<{ entry: T; pattern: Pattern }>,
    private readonly fillers: ReadonlySet<string>,
  ) {
    for (const { entry, pattern } of entries) {
      const filed = { entry, pattern, first: firstWords(pattern.parts) };
      for (const word of lookupWords(pattern)) {
        const shelf = this.byWord.get(word);
        if (shelf) shelf.push(filed);
        else this.byWord.set(word, [filed]);
      }
    }
  }

  /** All matches in a sentence, at most one per pattern and start. */
  find(tokens: readonly Token[]): Match<T>[] {
    const candidates = new Map<Pattern, Indexed<T>>();
    for (const { word } of tokens) for (const filed of this.byWord.get(word) ?? []) candidates.set(filed.pattern, filed);
    const matches: Match<T>[] = [];
    for (const { entry, pattern, first } of candidates.values()) {
      tokens.forEach(({ word }, start) => {
        if (first !== null && !first.has(word)) return;
        const end = matchAt(pattern, tokens, start, this.fillers);
        if (end !== null) matches.push({ entry, pattern, start, end });
      });
    }
    return matches;
  }
}
