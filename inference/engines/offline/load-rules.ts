import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { RISK_TYPES, type RiskSubject, type RiskType } from "@/inference/risk";
import { type Pattern, type PatternContext, parsePattern, singleWords } from "./pattern";
import { PhraseIndex } from "./phrase-index";
import {
  type Cue,
  contextSchema,
  dialogueSchema,
  lexiconSchema,
  manifestSchema,
  type QuestionSource,
  type RuleSource,
  typeFileSchema,
} from "./rule-schema";
import { type Spelling, type Token, tokenize } from "./tokenize";

export type Rule = Omit<RuleSource, "any" | "unless"> & {
  key: string;
  type: RiskType;
  unless: PhraseIndex<true> | null;
};
export type Answers = { affirmative: PhraseIndex<true>; negative: PhraseIndex<true>; maxWords: number };

/** The rules, ready to match. */
export type Rules = {
  version: number;
  negators: ReadonlySet<string>;
  /** Nouns for people and for partners, and verbs of saying: what third-person readings are told by. */
  personWords: ReadonlySet<string>;
  partnerWords: ReadonlySet<string>;
  sayWords: ReadonlySet<string>;
  byUser: PhraseIndex<Rule | Cue>;
  byAssistant: PhraseIndex<Rule>;
  questions: PhraseIndex<QuestionSource>;
  answers: Answers;
  tokenize: (text: string) => Token[][];
};

function readYaml<T>(directory: string, file: string, schema: z.ZodType<T>): T {
  const text = readFileSync(path.join(directory, file), "utf8");
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) throw new Error(`Offline rules: ${file} is not valid YAML. ${broken.message}`);
  const result = schema.safeParse(document.toJS());
  if (!result.success) throw new Error(`Offline rules: ${file} is not valid. ${result.error.message}`);
  return result.data;
}

function subjectsOf(who: RuleSource["who"]): readonly RiskSubject[] {
  return who === "both" ? ["self", "other"] : [who];
}

/**
 * Reads and compiles the rules in `directory` (the folder of `rules.yaml`). Throws an Error that names file and pattern
 * where a file is missing or malformed, or a pattern cannot be read: an offline reader without its rules must not start.
 */
export function loadRules(directory: string): Rules {
  const manifest = readYaml(directory, "rules.yaml", manifestSchema);
  const lexicon = readYaml(directory, manifest.lexicon, lexiconSchema);
  const cues = readYaml(directory, manifest.context, contextSchema).cues;
  const dialogue = readYaml(directory, manifest.dialogue, dialogueSchema);

  const known = new Set<string>();
  const fillers = new Set(lexicon.fillers);
  const spelling: Spelling = {
    replacements: new Map(Object.entries(lexicon.spellings)),
    disguised: new Set(lexicon.disguised),
  };
  const context: PatternContext = {
    classes: new Map(Object.entries(lexicon.classes)),
    parsed: new Map(),
    spell: (word) => {
      if (/[()|$@~]/u.test(word)) throw new Error(`"${word}" is not a word`);
      if (word === "'s") return [word];
      const words = tokenize(word, spelling, known).flatMap((sentence) => sentence.map((token) => token.word));
      for (const spelled of words) known.add(spelled);
      return words;
    },
  };
  const compile = (place: string, texts: readonly string[], subject: RiskSubject = "self"): Pattern[] =>
    texts.map((text) => {
      try {
        return parsePattern(text, subject, context);
      } catch (error) {
        throw new Error(`Offline rules: ${place}: in "${text}": ${String(error)}`);
      }
    });
  const flags = (place: string, texts: readonly string[]) =>
    new PhraseIndex(
      compile(place, texts).map((pattern) => ({ entry: true as const, pattern })),
      fillers,
    );

  const wordsOf = (name: string) =>
    new Set(compile("lexicon", [name]).flatMap(({ parts }) => parts.flatMap(singleWords)));

  const byUser: { entry: Rule | Cue; pattern: Pattern }[] = [];
  const byAssistant: { entry: Rule; pattern: Pattern }[] = [];
  const files = manifest.types.map((file) => readYaml(directory, file, typeFileSchema));
  const missing = RISK_TYPES.filter((type) => files.every((file) => file.type !== type));
  if (missing.length > 0) throw new Error(`Offline rules: rules.yaml names no rules for ${missing.join(", ")}`);
  for (const { type, rules } of files) {
    for (const { any, unless, ...source } of rules) {
      const key = `${type}/${source.id}`;
      const rule: Rule = { ...source, key, type, unless: unless ? flags(key, unless) : null };
      for (const subject of subjectsOf(source.who))
        for (const pattern of compile(key, any, subject)) {
          // A pattern that names no person reads the same for both; it is filed once and its subject found in context.
          if (pattern.names === null && subject === "other" && source.who === "both") continue;
          if (source.by === "assistant") byAssistant.push({ entry: rule, pattern });
          else byUser.push({ entry: rule, pattern });
        }
    }
  }
  for (const [cue, texts] of Object.entries(cues))
    for (const pattern of compile(cue, texts)) byUser.push({ entry: cue as Cue, pattern });
  const questions = dialogue.questions.flatMap((question) =>
    compile(question.id, question.any).map((pattern) => ({ entry: question, pattern })),
  );

  return {
    version: manifest.version,
    negators: new Set(lexicon.negators),
    personWords: wordsOf("$person"),
    partnerWords: wordsOf("$partner"),
    sayWords: wordsOf("$say"),
    byUser: new PhraseIndex(byUser, fillers),
    byAssistant: new PhraseIndex(byAssistant, fillers),
    questions: new PhraseIndex(questions, fillers),
    answers: {
      affirmative: flags("affirmative", dialogue.affirmative),
      negative: flags("negative", dialogue.negative),
      maxWords: dialogue.max_answer_words,
    },
    tokenize: (text) => tokenize(text, spelling, known),
  };
}
