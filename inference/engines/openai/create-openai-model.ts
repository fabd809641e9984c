import { randomUUID } from "node:crypto";
import type { CallRequest, CallResult, Capabilities, EngineCall, Model } from "@/inference/engines/model";
import type { Constraint, Features, ModelServer } from "@/inference/engines/openai/dialect";
import { dialectOf } from "@/inference/engines/openai/dialects";
import { probeServer } from "@/inference/engines/openai/probe-server";
import { ANSWERS_AS_REASONING } from "@/inference/engines/openai/probe-warnings";
import { type Completion, readAnswer } from "@/inference/engines/openai/read-answer";
import { type ReadFailure, readFailure } from "@/inference/engines/openai/read-failure";
import { requestBody } from "@/inference/engines/openai/request-body";
import { createServerClient } from "@/inference/engines/openai/server-client";
import { outputGrammar, outputJsonSchema, outputPattern } from "@/inference/output-grammar";

/** As the model's documentation runs it. */
const MAX_TOKENS = 300;
const CALL_TIMEOUT_MS = 20_000;
const LOOK_TIMEOUT_MS = 3_000;

export type OpenAiModelOptions = {
  /** The OpenAI-compatible base, such as `http://sglang:30000/v1`. */
  url: string;
  model: string;
  apiKey: string | null;
  engine: ModelServer;
  timeoutMs?: number;
};

function outputConstraint(): Constraint {
  return {
    name: "reading",
    grammar: outputGrammar(),
    regex: outputPattern(),
    jsonSchema: outputJsonSchema(),
  };
}

/**
 * A model behind any server that speaks the OpenAI chat-completions protocol. One call is one HTTP request: trying again
 * is for whoever knows the other endpoints. Nothing is streamed, because errors of a stream come with status 200.
 */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const dialect = dialectOf(options.engine);
  const client = createServerClient({ ...options, timeoutMs: options.timeoutMs ?? CALL_TIMEOUT_MS });
  const running = new Set<AbortController>();
  const constraint = outputConstraint();
  let closed = false;
  let seen: Capabilities | null = null;

  let features: Features = dialect.assumed;

  const bodyOf = (request: CallRequest, requestId: string) =>
    requestBody(dialect, features, {
      model: options.model,
      prompt: request.prompt,
      temperature: request.temperature,
      seed: request.seed,
      maxTokens: MAX_TOKENS,
      constraint: request.constrained ? constraint : null,
      urgency: request.urgency,
      requestId,
    });

  /** A server may have been started anew since it was probed. */
  function mark(sentence: string): void {
    if (seen === null || seen.warnings.includes(sentence)) return;
    seen = { ...seen, warnings: [...seen.warnings, sentence] };
  }

  /** Best effort: the caller has its result already. */
  function endOnServer(requestId: string): void {
    if (dialect.abort === null) return;
    client.post(dialect.abort.path, dialect.abort.body(requestId), LOOK_TIMEOUT_MS).catch(() => undefined);
  }

  async function call(request: CallRequest): Promise<CallResult> {
    const requestId = randomUUID();
    const controller = new AbortController();
    const giveUp = () => controller.abort();
    const started = performance.now();
    const record = (known: Partial<EngineCall>): EngineCall => ({
      engine: options.engine,
      model: options.model,
      endpoint: client.endpoint,
      requestId: dialect.sendsRequestId ? requestId : null,
      purpose: request.purpose,
      judge: request.judge,
      window: request.window,
      constrained: request.constrained && features.grammar,
      raw: null,
      seed: request.seed,
      temperature: request.temperature,
      finishReason: null,
      promptTokens: null,
      completionTokens: null,
      latencyMs: Math.round(performance.now() - started),
      httpStatus: null,
      error: null,
      score: null,
      ...known,
    });
    const failed = ({ failure, status, code }: ReadFailure, known: Partial<EngineCall> = {}): CallResult => ({
      calls: [record({ httpStatus: status, error: code, ...known })],
      answer: null,
      failure,
    });

    const unwanted = request.signal?.aborted || closed;
    if (unwanted) giveUp();
    request.signal?.addEventListener("abort", giveUp, { once: true });
    running.add(controller);
    try {
      const answer = readAnswer(await client.complete(bodyOf(request, requestId), { signal: controller.signal }));
      const known = knownOf(answer, dialect.sendsRequestId ? requestId : answer.id, options.model);
      if (answer.fromReasoning) mark(ANSWERS_AS_REASONING);
      const ended = endedByServer(answer);
      if (ended) return failed(ended, known);
      const { raw, finishReason, logprobs } = answer;
      return { calls: [record(known)], answer: { raw, finishReason, logprobs }, failure: null };
    } catch (error) {
      const failure = readFailure(error, dialect);
      if ((failure.code === "aborted" && !unwanted) || failure.code === "timeout") endOnServer(requestId);
      return failed(failure);
    } finally {
      running.delete(controller);
      request.signal?.removeEventListener("abort", giveUp);
    }
  }

  async function isReachable(): Promise<boolean> {
    if (closed) return false;
    try {
      await client.get(dialect.healthPath, LOOK_TIMEOUT_MS);
      return true;
    } catch (error) {
      // A server without this address still answers; one that refuses the key cannot be used.
      const { status, code } = readFailure(error, dialect);
      return status !== null && status < 500 && code !== "key_refused";
    }
  }

  return {
    engine: options.engine,
    model: options.model,
    call,
    isReachable,
    async probe() {
      const found = await probeServer({ client, dialect, model: options.model, output: constraint });
      features = found.features;
      seen = found.capabilities;
      return seen;
    },
    capabilities: () => seen,
    async close() {
      closed = true;
      for (const each of running) each.abort();
    },
  };
}

/** What an answer says about its call. */
function knownOf(answer: Completion, requestId: string | null, model: string): Partial<EngineCall> {
  return {
    requestId,
    model: answer.model ?? model,
    raw: answer.raw,
    finishReason: answer.finishReason,
    promptTokens: answer.promptTokens,
    completionTokens: answer.completionTokens,
    httpStatus: 200,
  };
}

/** A server that stops a call, to shut down or for a more urgent one, says so with status 200: SGLang with `abort`. */
function endedByServer({ finishReason }: Completion): ReadFailure | null {
  if (finishReason !== "abort" && finishReason !== "error") return null;
  const detail = "The model server stopped the call before the answer was complete.";
  return {
    failure: { reason: "model_error", detail, safeToRetry: true, serverFault: false },
    status: 200,
    code: `finish_${finishReason}`,
  };
}
