import { createHash } from "node:crypto";
import { z } from "zod";
import type { ReadableMessage } from "@/domain/ingest/message";
import { costOf, isCostReached, parseJudgeAnswer } from "./judge-answer";
import { judgePrompt } from "./judge-prompt";
import type { TierScore } from "./tier-score";

/**
 * `url`: an OpenAI-compatible base, such as `http://judge:8000/v1`. `budget`: calls per process and day (UTC). `rate`: share
 * of the conversations that are judged, 0 to 1. `cost`: prices per 1,000 tokens; at 90 % of its budget judging stops.
 */
export type JudgeOptions = {
  url: string;
  model: string;
  apiKey: string | null;
  budget: number;
  rate: number;
  cost?: { budget: number; prompt: number; completion: number };
  timeoutMs?: number;
};

/** What a judgement was, and what is kept of its call. `raw` is what the judge wrote, null where nothing came back. */
export type Judgement = TierScore & {
  call: { raw: string | null; latencyMs: number; httpStatus: number | null; usage: Usage | null } | null;
};
type Usage = { promptTokens: number; completionTokens: number };

/** A language model that scores whole conversations. */
export type SafetyJudge = {
  readonly model: string;
  /** Host and port, without credentials. */
  readonly endpoint: string;
  /** Never throws. */
  judge(messages: readonly ReadableMessage[]): Promise<Judgement>;
};

const TIMEOUT_MS = 30_000;
const MOST_KEPT = 1_000;
const MOST_ANSWER_BYTES = 262_144;

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

function failureCode(error: unknown): string {
  return error instanceof Error && error.name === "TimeoutError" ? "timeout" : "unreachable";
}

const unknown = (code: string, call: Judgement["call"]): Judgement => ({ state: "unknown", code, call });

/**
 * A judge with a call budget, a sampling rate and, where prices are given, a cost budget. Answers are kept by their exact
 * prompt and cost nothing again. `random` and `now` are given in tests.
 */
export function createSafetyJudge(
  options: JudgeOptions,
  { random = Math.random, now = Date.now }: { random?: () => number; now?: () => number } = {},
): SafetyJudge {
  const kept = new Map<string, number>();
  let day = "";
  let calls = 0;
  let spent = 0;

  function whySkipped(): "budget" | "cost" | "rate" | null {
    const today = new Date(now()).toISOString().slice(0, 10);
    if (today !== day) [day, calls, spent] = [today, 0, 0];
    if (calls >= options.budget) return "budget";
    if (options.cost !== undefined && isCostReached(spent, options.cost.budget)) return "cost";
    return random() < options.rate ? null : "rate";
  }

  async function ask(prompt: ReturnType<typeof judgePrompt>): Promise<Judgement> {
    const started = performance.now();
    const callOf = (raw: string | null, httpStatus: number | null, usage: Usage | null = null) => ({
      raw,
      httpStatus,
      usage,
      latencyMs: Math.round(performance.now() - started),
    });
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${options.url.replace(/\/+$/u, "")}/chat/completions`, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
        headers: {
          "content-type": "application/json",
          ...(options.apiKey !== null && { authorization: `Bearer ${options.apiKey}` }),
        },
        body: JSON.stringify({
          model: options.model,
          temperature: 0,
          max_tokens: 200,
          messages: [
            { role: "system", content: prompt.system },
            { role: "user", content: prompt.user },
          ],
        }),
      });
      body = await response.text();
    } catch (error) {
      return unknown(failureCode(error), callOf(null, null));
    }
    if (!response.ok) return unknown(`http_${response.status}`, callOf(null, response.status));
    const parsed = body.length > MOST_ANSWER_BYTES ? null : readCompletion(body);
    if (parsed === null) return unknown("not_a_completion", callOf(null, response.status));
    if (options.cost !== undefined && parsed.usage !== null) spent += costOf(parsed.usage, options.cost);
    const call = callOf(parsed.content, response.status, parsed.usage);
    const score = parseJudgeAnswer(parsed.content);
    return score === null ? unknown("not_understood", call) : { state: "scored", score, call };
  }

  return {
    model: options.model,
    endpoint: new URL(options.url).host,
    async judge(messages) {
      const prompt = judgePrompt(messages);
      const key = createHash("sha256").update(prompt.user).digest("hex");
      const before = kept.get(key);
      if (before !== undefined) return { state: "scored", score: before, call: null };
      const why = whySkipped();
      if (why !== null) return { state: "skipped", why, call: null };
      calls += 1;
      const judgement = await ask(prompt);
      if (judgement.state === "scored") {
        if (kept.size >= MOST_KEPT) kept.clear();
        kept.set(key, judgement.score);
      }
      return judgement;
    },
  };
}

function readCompletion(body: string): { content: string; usage: Usage | null } | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = completionSchema.safeParse(value);
  if (!parsed.success) return null;
  const { choices, usage } = parsed.data;
  const content = choices[0]?.message.content ?? "";
  return {
    content,
    usage: usage ? { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } : null,
  };
}
