import { z } from "zod";

const answerSchema = z.strictObject({ score: z.number(), notes: z.string() });
const FENCED = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/u;

/**
 * The score in a judge's answer: one JSON object `{"score": number, "notes": string}` and nothing else, but for a code
 * fence around it. Scores beyond 0 to 1 are limited to it. Null for anything else: an answer that is not understood is no
 * score, neither a safe nor an unsafe one.
 */
export function parseJudgeAnswer(raw: string): number | null {
  const text = raw.trim();
  let value: unknown;
  try {
    value = JSON.parse(FENCED.exec(text)?.[1] ?? text);
  } catch {
    return null;
  }
  const parsed = answerSchema.safeParse(value);
  return parsed.success ? Math.min(1, Math.max(0, parsed.data.score)) : null;
}

/** Cost of a call: `usage` in tokens, `price` per 1,000 tokens in any one currency. */
export function costOf(
  usage: { promptTokens: number; completionTokens: number },
  price: { prompt: number; completion: number },
): number {
  return (usage.promptTokens * price.prompt + usage.completionTokens * price.completion) / 1_000;
}

const COST_SHARE = 0.9;
// 0.9 × 0.05 is a little more than 0.045 in binary.
const ROUNDING = 1e-9;

/** Whether spending has come so close to its budget, to 90 %, that no further call is made. */
export function isCostReached(spent: number, budget: number): boolean {
  return spent >= budget * COST_SHARE - ROUNDING;
}
