import { readFileSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { RISK_TYPES, type RiskType } from "@/inference/risk";
import {
  type CombinationSource,
  type Cue,
  combinationFileSchema,
  conceptFileSchema,
  contextSchema,
  dialogueSchema,
  lexiconSchema,
  manifestSchema,
  type RuleSource,
  typeFileSchema,
} from "./rule-schema";

/** A rule as it is written, with the type of its file and the name that nothing else has: `type/id`. */
export type WrittenRule = RuleSource & { key: string; type: RiskType };
/** A combination as it is written; `key` as above. */
export type WrittenCombination = CombinationSource & { key: string };

/** The rules as they are written, before they are compiled. */
export type RuleFiles = {
  version: number;
  lexicon: z.infer<typeof lexiconSchema>;
  cues: Readonly<Record<Cue, readonly string[]>>;
  dialogue: z.infer<typeof dialogueSchema>;
  rules: readonly WrittenRule[];
  concepts: Readonly<Record<"said" | "answered", Readonly<Record<string, readonly string[]>>>>;
  combinations: readonly WrittenCombination[];
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

function refuseTwins(keys: readonly string[]): void {
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) throw new Error(`Offline rules: two rules are called ${twice}`);
}

/**
 * Reads the rules in `directory` (the folder of `rules.yaml`). Throws an Error that names the file where one is missing or
 * malformed: an offline reader without its rules must not start.
 */
export function readRuleFiles(directory: string): RuleFiles {
  const manifest = readYaml(directory, "rules.yaml", manifestSchema);
  const files = manifest.types.map((file) => readYaml(directory, file, typeFileSchema));
  const missing = RISK_TYPES.filter((type) => files.every((file) => file.type !== type));
  if (missing.length > 0) throw new Error(`Offline rules: rules.yaml names no rules for ${missing.join(", ")}`);
  const rules = files.flatMap(({ type, rules: own }) =>
    own.map((rule) => ({ ...rule, type, key: `${type}/${rule.id}` })),
  );
  const combinations = manifest.combinations
    .flatMap((file) => readYaml(directory, file, combinationFileSchema).combinations)
    .map((combination) => ({ ...combination, key: `${combination.type}/${combination.id}` }));
  refuseTwins([...rules, ...combinations].map(({ key }) => key));
  const concepts = manifest.concepts.map((file) => readYaml(directory, file, conceptFileSchema));
  return {
    version: manifest.version,
    lexicon: readYaml(directory, manifest.lexicon, lexiconSchema),
    cues: readYaml(directory, manifest.context, contextSchema).cues,
    dialogue: readYaml(directory, manifest.dialogue, dialogueSchema),
    rules,
    concepts: {
      said: Object.assign({}, ...concepts.map(({ said }) => said)),
      answered: Object.assign({}, ...concepts.map(({ answered }) => answered)),
    },
    combinations,
  };
}
