import type { RiskSubject, RiskType } from "@/inference/risk";
import { CompileContext } from "./compile-context";
import { singleWords } from "./pattern";
import type { PhraseIndex } from "./phrase-index";
import { type RuleFiles, readRuleFiles, type WrittenCombination, type WrittenRule } from "./rule-files";
import type { CombinationSource, Cue, QuestionSource, RuleSource } from "./rule-schema";
import type { Token } from "./tokenize";

export type Rule = Omit<RuleSource, "any" | "unless"> & {
  key: string;
  type: RiskType;
  unless: PhraseIndex<true> | null;
  /** Made of concepts that stand together, not of one phrase. */
  combined: boolean;
};
/** A thought that combinations are made of, by its name. */
export type Concept = { concept: string };
/** Concepts that mean a risk when they stand together. Each row holds the names of which one has to be there. */
export type Combination = {
  rule: Rule;
  within: CombinationSource["within"];
  anchor: readonly string[];
  others: readonly (readonly string[])[];
  answered: readonly (readonly string[])[];
  unless: readonly string[];
};
export type Answers = { affirmative: PhraseIndex<true>; negative: PhraseIndex<true>; maxWords: number };

/** The rules, ready to match. */
export type Rules = {
  /** Stored with every reading: `offline-` and the version of the built-in rules, `+` and that of an admin's own. */
  name: string;
  /** What they were compiled from. */
  files: RuleFiles;
  negators: ReadonlySet<string>;
  /** Nouns for people and for partners, and verbs of saying: what third-person readings are told by. */
  personWords: ReadonlySet<string>;
  partnerWords: ReadonlySet<string>;
  sayWords: ReadonlySet<string>;
  byUser: PhraseIndex<Rule | Cue | Concept>;
  byAssistant: PhraseIndex<Rule | Concept>;
  /** By each concept that can be their anchor. */
  combinations: ReadonlyMap<string, readonly Combination[]>;
  questions: PhraseIndex<QuestionSource>;
  answers: Answers;
  tokenize: (text: string) => Token[][];
};

function subjectsOf(who: RuleSource["who"]): readonly RiskSubject[] {
  return who === "both" ? ["self", "other"] : [who];
}

function compileRule({ any: _any, unless, ...source }: WrittenRule, context: CompileContext): Rule {
  return {
    ...source,
    unless: unless ? context.index(unless, { rule: source.key, list: "unless" }) : null,
    combined: false,
  };
}

function compileCombination(source: WrittenCombination, files: RuleFiles): Combination {
  const rowsOf = (side: "said" | "answered", texts: readonly string[]) =>
    texts.map((text) => {
      const names = text.split("|").map((name) => name.trim());
      const unknown = names.find((name) => files.concepts[side][name] === undefined);
      if (unknown !== undefined) throw new Error(`Offline rules: ${source.key}: there is no concept "${unknown}"`);
      return names;
    });
  const { all, answered = [], unless = [], within, ...rest } = source;
  const [anchor = [], ...others] = rowsOf("said", all);
  return {
    rule: { ...rest, by: "user", unless: null, combined: true },
    within,
    anchor,
    others,
    answered: rowsOf("answered", answered),
    unless: rowsOf("said", unless).flat(),
  };
}

function fileByAnchor(combinations: readonly Combination[]): Map<string, Combination[]> {
  const filed = new Map<string, Combination[]>();
  for (const combination of combinations)
    for (const name of combination.anchor) filed.set(name, [...(filed.get(name) ?? []), combination]);
  return filed;
}

/** Compiles rules as they are written. Throws an Error that names rule and pattern where a pattern cannot be read. */
export function compileRuleFiles(files: RuleFiles, name: string): Rules {
  const context = new CompileContext(files.lexicon);
  const byUser: Parameters<typeof context.indexOf<Rule | Cue | Concept>>[0][number][] = [];
  const byAssistant: Parameters<typeof context.indexOf<Rule | Concept>>[0][number][] = [];
  for (const written of files.rules) {
    const rule = compileRule(written, context);
    for (const subject of subjectsOf(written.who))
      for (const pattern of context.patterns(written.any, { rule: written.key, list: "any" }, subject)) {
        // A pattern that names no person reads the same for both; it is filed once and its subject found in context.
        if (pattern.names === null && subject === "other" && written.who === "both") continue;
        if (written.by === "assistant") byAssistant.push({ entry: rule, pattern });
        else byUser.push({ entry: rule, pattern });
      }
  }
  for (const [cue, texts] of Object.entries(files.cues))
    for (const pattern of context.patterns(texts, { rule: cue, list: "any" }))
      byUser.push({ entry: cue as Cue, pattern });
  for (const side of ["said", "answered"] as const)
    for (const [concept, texts] of Object.entries(files.concepts[side]))
      for (const pattern of context.patterns(texts, { rule: concept, list: "any" }))
        (side === "said" ? byUser : byAssistant).push({ entry: { concept }, pattern });
  const { dialogue } = files;
  const questions = dialogue.questions.flatMap((question) =>
    context.patterns(question.any, { rule: question.id, list: "any" }).map((pattern) => ({ entry: question, pattern })),
  );
  const wordsOf = (className: string) =>
    new Set(
      context
        .patterns([className], { rule: "lexicon", list: "any" })
        .flatMap(({ parts }) => parts.flatMap(singleWords)),
    );

  return {
    name,
    files,
    negators: new Set(files.lexicon.negators),
    personWords: wordsOf("$person"),
    partnerWords: wordsOf("$partner"),
    sayWords: wordsOf("$say"),
    byUser: context.indexOf(byUser),
    byAssistant: context.indexOf(byAssistant),
    combinations: fileByAnchor(files.combinations.map((combination) => compileCombination(combination, files))),
    questions: context.indexOf(questions),
    answers: {
      affirmative: context.index(dialogue.affirmative, { rule: "affirmative", list: "any" }),
      negative: context.index(dialogue.negative, { rule: "negative", list: "any" }),
      maxWords: dialogue.max_answer_words,
    },
    tokenize: context.tokenize,
  };
}

/**
 * Reads and compiles the built-in rules in `directory` (the folder of `rules.yaml`). Throws an Error that names file and
 * pattern where a file is missing or malformed, or a pattern cannot be read.
 */
export function loadRules(directory: string): Rules {
  const files = readRuleFiles(directory);
  return compileRuleFiles(files, `offline-${files.version}`);
}
