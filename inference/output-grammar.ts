/**
 * The output format as constraints that a model server can hold an answer to: a grammar, a regular expression, or a JSON
 * schema, whichever it takes. They allow one spelling of what parse-output.ts reads, and are for the second try: a
 * constraint makes an answer readable, not true, and such calls are marked as constrained.
 *
 * The reflection is one line of plain characters without `<`, so it cannot imitate the list that follows. The lengths
 * are chosen so that an answer that fills them all still fits into the 300 tokens the model is given: a model that is
 * held to a format rambles up to its bounds, and then spends twice the tokens a sentence needs (seen with a small one).
 */
import { z } from "zod";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, riskSchema, SEVERITIES } from "@/inference/risk";

const REFLECTION_CHARACTERS = 280;
/** Printable ASCII but `<`: one emoji takes up to four tokens. The second one allows a space, too. */
const [REFLECTION_START, REFLECTION_REST] = ["[!-;=-~]", "[ -;=-~]"];
const MOST_RISKS = 3;
const MOST_FEATURES = 2;
const FEATURE_CHARACTERS = 24;

const ATTRIBUTES: readonly (readonly [string, readonly string[]])[] = [
  ["subject", RISK_SUBJECTS],
  ["type", RISK_TYPES],
  ["severity", SEVERITIES],
  ["imminence", IMMINENCES],
];

/**
 * The output as a grammar in GBNF, which llama.cpp, SGLang (`ebnf`, xgrammar) and vLLM (`structured_outputs.grammar`)
 * read. See llama.cpp, grammars/README.md, for the notation.
 */
export function outputGrammar(): string {
  const attributes = ATTRIBUTES.map(([name]) => `" ${name}=\\"" ${name} "\\""`).join(" ");
  const values = ATTRIBUTES.map(([name, all]) => `${name} ::= ${all.map((value) => `"${value}"`).join(" | ")}`);
  return [
    'root ::= "<reflection>" reflection "</reflection>\\n" ( "<risks/>" | "<risks>\\n" list "</risks>" )',
    `reflection ::= ${REFLECTION_START} ${REFLECTION_REST}{0,${REFLECTION_CHARACTERS - 1}}`,
    `list ::= risk{1,${MOST_RISKS}}`,
    `risk ::= "<risk" ${attributes} features? "/>\\n"`,
    ...values,
    `features ::= " features=\\"" feature ( "," feature ){0,${MOST_FEATURES - 1}} "\\""`,
    `feature ::= [a-z] [a-z_]{0,${FEATURE_CHARACTERS - 1}}`,
    "",
  ].join("\n");
}

/** The same output as a regular expression over the whole answer, without anchors: for servers that take no grammar. */
export function outputPattern(): string {
  const attributes = ATTRIBUTES.map(([name, all]) => ` ${name}="(?:${all.join("|")})"`).join("");
  const feature = `[a-z][a-z_]{0,${FEATURE_CHARACTERS - 1}}`;
  const features = `(?: features="${feature}(?:,${feature}){0,${MOST_FEATURES - 1}}")?`;
  const risks = `(?:<risk${attributes}${features}/>\\n){1,${MOST_RISKS}}`;
  const reflection = `${REFLECTION_START}${REFLECTION_REST}{0,${REFLECTION_CHARACTERS - 1}}`;
  return `<reflection>${reflection}</reflection>\\n(?:<risks/>|<risks>\\n${risks}</risks>)`;
}

const boundedAnswer = z.strictObject({
  reflection: z.string().min(1).max(REFLECTION_CHARACTERS),
  risks: z
    .array(
      z.strictObject({
        ...riskSchema.shape,
        imminence: z.enum(IMMINENCES),
        features: z.array(z.string().min(1).max(FEATURE_CHARACTERS)).max(MOST_FEATURES).optional(),
      }),
    )
    .max(MOST_RISKS),
});

/**
 * The same content as a JSON schema, for servers that hold an answer to nothing else (Ollama); the answer then goes to
 * parseJsonAnswer. The reflection stands first, because servers keep the order and the list must follow the reasoning.
 */
export function outputJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(boundedAnswer);
}
