import "server-only";
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import type { ReadableMessage } from "@/domain/ingest/message";
import { type ConversationReading, readingOfAnswer, unscored } from "@/inference/conversation-reading";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import { parseOutput } from "@/inference/parse-output";
import type { UnscoredReason } from "@/inference/risk";
import { serializeForModel } from "@/inference/serialize";
import { SINGLE } from "@/inference/strategies/strategy";

/** As the model's documentation runs it: greedy, at most 300 tokens of answer. */
const TEMPERATURE = 0;
const MAX_TOKENS = 300;
/** Sent so that a server which honours it gives the same answer again, and recorded with the call. */
const SEED = 1;
const CALL_TIMEOUT_MS = 20_000;
/** A server that is restarting drops connections for a moment; one more try bridges it. */
const ATTEMPTS = 2;
const PAUSE_MS = 500;

type Options = {
  url: string;
  model: string;
  apiKey: string | null;
  name: string;
  timeoutMs?: number;
  pauseMs?: number;
};
type Failure = { reason: UnscoredReason; detail: string; again: boolean };
type Outcome = { call: EngineCall; failure: Failure | null };

/** What a thrown client error means. Only failures that another try can mend are tried again. */
function failureOf(error: unknown): Failure & { status: number | null; code: string } {
  if (error instanceof APIConnectionTimeoutError) {
    return {
      reason: "model_timeout",
      detail: "The model did not answer in time.",
      again: false,
      status: null,
      code: "timeout",
    };
  }
  if (error instanceof APIConnectionError) {
    return {
      reason: "model_unreachable",
      detail: "The model server could not be reached.",
      again: true,
      status: null,
      code: "connection",
    };
  }
  if (error instanceof APIError && error.status !== undefined) {
    const status = Number(error.status);
    // An over-long input is answered with a 400 by SGLang, vLLM and llama.cpp; servers word the reason differently.
    if (status === 413 || (status === 400 && /context|length|token/i.test(error.message))) {
      return {
        reason: "input_too_long",
        detail: "The conversation is longer than the model can read.",
        again: false,
        status,
        code: "too_long",
      };
    }
    const detail = `The model server answered with HTTP status ${status}.`;
    return { reason: "model_error", detail, again: status === 429 || status >= 500, status, code: `http_${status}` };
  }
  return {
    reason: "model_error",
    detail: "The model server gave an answer that is not of the expected form.",
    again: false,
    status: null,
    code: "malformed",
  };
}

function createClient(options: Options): OpenAI {
  return new OpenAI({
    baseURL: options.url,
    apiKey: options.apiKey ?? "none",
    maxRetries: 0,
    timeout: options.timeoutMs ?? CALL_TIMEOUT_MS,
  });
}

/** An engine behind any server that speaks the OpenAI chat-completions API: SGLang first of all, vLLM, llama.cpp, Ollama. */
export function createOpenAiEngine(options: Options): Engine {
  const client = createClient(options);

  async function callOnce(content: string): Promise<Outcome> {
    const started = performance.now();
    const base = {
      engine: options.name,
      model: options.model,
      endpoint: null,
      requestId: null,
      purpose: "read",
      judge: 0,
      window: 0,
      constrained: false,
      seed: SEED,
      temperature: TEMPERATURE,
      score: null,
    } as const;
    const nothing = { raw: null, finishReason: null, promptTokens: null, completionTokens: null };
    const latencyMs = () => Math.round(performance.now() - started);
    try {
      const answer = await client.chat.completions.create({
        model: options.model,
        messages: [{ role: "user", content }],
        temperature: TEMPERATURE,
        top_p: 1,
        max_tokens: MAX_TOKENS,
        seed: SEED,
      });
      const choice = answer.choices?.[0];
      const raw = choice?.message?.content;
      if (typeof raw !== "string") throw new TypeError("no content in the answer");
      const call = {
        ...base,
        model: answer.model || options.model,
        raw,
        finishReason: choice?.finish_reason ?? null,
        promptTokens: answer.usage?.prompt_tokens ?? null,
        completionTokens: answer.usage?.completion_tokens ?? null,
        latencyMs: latencyMs(),
        httpStatus: 200,
        error: null,
      };
      return { call, failure: null };
    } catch (error) {
      const { status, code, ...failure } = failureOf(error);
      return { call: { ...base, ...nothing, latencyMs: latencyMs(), httpStatus: status, error: code }, failure };
    }
  }

  async function read(messages: readonly ReadableMessage[]): Promise<EngineReading> {
    const started = performance.now();
    const content = serializeForModel(messages);
    const calls: EngineCall[] = [];
    const finish = (reading: ConversationReading): EngineReading => ({
      reading,
      windows: [],
      calls,
      modelRevision: null,
      dtype: null,
      incomplete: false,
      score: null,
      engine: options.name,
      model: calls.at(-1)?.model ?? options.model,
      strategy: SINGLE,
      provisional: false,
      latencyMs: Math.round(performance.now() - started),
    });
    for (let attempt = 1; ; attempt += 1) {
      const { call, failure } = await callOnce(content);
      calls.push(call);
      if (failure === null) return finish(readingOfAnswer(parseOutput(call.raw ?? "", call.finishReason)));
      if (!failure.again || attempt === ATTEMPTS) return finish(unscored(failure.reason, failure.detail));
      await new Promise((resolve) => setTimeout(resolve, options.pauseMs ?? PAUSE_MS));
    }
  }

  async function isReachable(): Promise<boolean> {
    try {
      await client.models.list({ timeout: 3_000 });
      return true;
    } catch (error) {
      // A server without this endpoint still answers; only silence and 5xx mean that it is not there.
      return error instanceof APIError && error.status !== undefined && Number(error.status) < 500;
    }
  }

  return { name: options.name, model: options.model, read, isReachable };
}
