/** Reads an answer that a server held to the JSON schema of output-grammar.ts, as strictly as parse-output.ts. */
import { z } from "zod";
import { readUnfinished } from "@/inference/parse-output";
import { type Reading, riskSchema } from "@/inference/risk";

const answerSchema = z.strictObject({
  reflection: z.string(),
  risks: z.array(
    z.strictObject({
      ...riskSchema.shape,
      imminence: riskSchema.shape.imminence.default(null),
      features: riskSchema.shape.features.default([]),
    }),
  ),
});

/** The strings of a JSON text, names and values alike; anything else between them is skipped. */
const STRING = /"(?:[^"\\]|\\.)*"/gs;

/**
 * Reads one answer in JSON: `{"reflection": …, "risks": [{subject, type, severity, imminence?, features?}, …]}`.
 *
 * @param raw the answer as the server returned it
 * @param finishReason why generation stopped, or null when the server does not say
 * @returns the reading; anything that is not exactly this form is unscored. `detail` holds none of the answer. Never throws
 */
export function parseJsonAnswer(raw: string, finishReason: string | null): Reading {
  const unfinished = readUnfinished(finishReason);
  if (unfinished !== null) return unfinished;
  const value = parseJson(raw);
  if (value === undefined) return notUnderstood("The model's answer is not one whole JSON value.");
  if (saysSomethingTwice(raw, value)) return notUnderstood("The model's JSON answer has a name twice.");
  const answer = answerSchema.safeParse(value);
  if (!answer.success) return notUnderstood("The model's JSON answer is not of the form that was asked for.");
  const reflection = answer.data.reflection.trim();
  const [first, ...others] = answer.data.risks;
  if (first === undefined) return { outcome: "none", reflection, risks: [] };
  return { outcome: "risk", reflection, risks: [first, ...others] };
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** JSON.parse keeps the last of two members with one name: an empty list there would hide the risks before it. */
function saysSomethingTwice(raw: string, value: unknown): boolean {
  return countStrings(raw) !== countStrings(JSON.stringify(value));
}

function countStrings(json: string): number {
  return json.match(STRING)?.length ?? 0;
}

function notUnderstood(detail: string): Reading {
  return { outcome: "unscored", reason: "output_not_understood", detail };
}
