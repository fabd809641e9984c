/**
 * Constrained decoding, as far as tests need it: a constraint that allows one literal gives that literal, our own output
 * grammar gives an answer in it, and a JSON schema gives a value that fits. Part of a test tool.
 */
import { type Judgement, writeAnswer } from "@/inference/testing/model-server/judge";

/** A constraint as a request carries it, after the dialect took it from its field. */
export type Constraint =
  | { kind: "regex"; pattern: string }
  | { kind: "grammar"; grammar: string }
  | { kind: "choice"; choices: readonly string[] }
  | { kind: "schema"; schema: unknown }
  | { kind: "json" };

/** The one text that a regular expression without any freedom allows; null when it has some. */
function literalOfRegex(pattern: string): string | null {
  const bare = pattern
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .replace(/^\((?:\?:)?([^()]*)\)$/, "$1");
  if (/(?<!\\)[.*+?()[\]{}|^$]|\\[a-zA-Z]/.test(bare)) return null;
  return bare.replaceAll(/\\(.)/g, "$1");
}

/** The one text of a grammar with a single rule `root ::= "…"`; null for any other grammar. */
function literalOfGrammar(grammar: string): string | null {
  const quoted = /^\s*root\s*::=\s*("(?:[^"\\]|\\.)*")\s*$/.exec(grammar)?.[1];
  if (quoted === undefined) return null;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/** Our output format as a constraint allows no more. */
const MOST_RISKS = 3;

type Schema = { const?: unknown; enum?: unknown[]; type?: string; properties?: Record<string, unknown> };

/** The smallest value that a schema of the plain kinds allows. */
function smallestOf(given: unknown): unknown {
  const schema = (typeof given === "object" && given !== null ? given : {}) as Schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === "string") return "";
  if (schema.type === "number" || schema.type === "integer") return 0;
  if (schema.type === "boolean") return false;
  if (schema.type === "array") return [];
  if (schema.type === "null") return null;
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, smallestOf(one)]));
}

/** A schema that asks for our reading gets the reading; any other one the smallest value. */
function answerSchema(schema: unknown, judgement: Judgement): string {
  const { properties } = (schema ?? {}) as Schema;
  if (properties?.reflection !== undefined && properties.risks !== undefined) {
    return JSON.stringify({ reflection: judgement.reflection, risks: judgement.risks.slice(0, MOST_RISKS) });
  }
  return JSON.stringify(smallestOf(schema));
}

/** @returns the answer under the constraint, or null when it is one that this server does not know (a 400) */
export function constrain(constraint: Constraint, judgement: Judgement): string | null {
  if (constraint.kind === "choice") return constraint.choices[0] ?? null;
  if (constraint.kind === "schema") return answerSchema(constraint.schema, judgement);
  if (constraint.kind === "json") return JSON.stringify({ reflection: judgement.reflection });
  const [text, literal] =
    constraint.kind === "regex"
      ? [constraint.pattern, literalOfRegex(constraint.pattern)]
      : [constraint.grammar, literalOfGrammar(constraint.grammar)];
  if (literal !== null) return literal;
  if (!text.includes("<reflection>")) return null;
  // Our grammar allows plain characters but "<" inside the reflection, and so many of them.
  const reflection = judgement.reflection.replaceAll(/[^ -;=-~]/g, "").slice(0, 280);
  return writeAnswer({ reflection, risks: judgement.risks.slice(0, MOST_RISKS) });
}
