import type { RiskSubject } from "@/inference/risk";
import { type Pattern, type PatternContext, parsePattern } from "./pattern";
import { PhraseIndex } from "./phrase-index";
import type { RuleFiles } from "./rule-files";
import { type Spelling, type Token, tokenize } from "./tokenize";

/** Where a pattern stands. */
export type PatternPlace = { rule: string; list: "any" | "unless" };

/** A pattern that cannot be read: its place, its number in its list (from 0) and what is wrong with it. */
export class UnreadablePattern extends Error {
  constructor(
    readonly place: PatternPlace,
    readonly index: number,
    text: string,
    readonly reason: string,
  ) {
    super(`Offline rules: ${place.rule}: in "${text}": ${reason}`);
    this.name = "UnreadablePattern";
  }
}

/** What patterns are compiled with: classes and spellings of one lexicon, and the words of all patterns so far. */
export class CompileContext {
  private readonly known = new Set<string>();
  private readonly fillers: ReadonlySet<string>;
  private readonly spelling: Spelling;
  private readonly context: PatternContext;

  constructor(lexicon: RuleFiles["lexicon"]) {
    this.fillers = new Set(lexicon.fillers);
    this.spelling = {
      replacements: new Map(Object.entries(lexicon.spellings)),
      disguised: new Set(lexicon.disguised),
    };
    this.context = {
      classes: new Map(Object.entries(lexicon.classes)),
      parsed: new Map(),
      spell: (word) => this.spell(word),
    };
  }

  private spell(word: string): readonly string[] {
    if (/[()|$@~]/u.test(word)) throw new Error(`"${word}" is not a word`);
    if (word === "'s") return [word];
    const words = this.tokenize(word).flatMap((sentence) => sentence.map((token) => token.word));
    for (const spelled of words) this.known.add(spelled);
    return words;
  }

  /** Splits a text as the patterns' words were split. */
  readonly tokenize = (text: string): Token[][] => tokenize(text, this.spelling, this.known);

  /** Compiles patterns for one subject. @throws UnreadablePattern */
  patterns(texts: readonly string[], place: PatternPlace, subject: RiskSubject = "self"): Pattern[] {
    return texts.map((text, index) => {
      try {
        return parsePattern(text, subject, this.context);
      } catch (error) {
        throw new UnreadablePattern(place, index, text, error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** Files compiled patterns for look-up. */
  indexOf<T>(entries: readonly { entry: T; pattern: Pattern }[]): PhraseIndex<T> {
    return new PhraseIndex(entries, this.fillers);
  }

  /** Compiles patterns of which only whether one matches is asked. @throws UnreadablePattern */
  index(texts: readonly string[], place: PatternPlace): PhraseIndex<true> {
    return this.indexOf(this.patterns(texts, place).map((pattern) => ({ entry: true as const, pattern })));
  }
}
