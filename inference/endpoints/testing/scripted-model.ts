/** A model for tests that answers by script, or holds its answers back until it is told. */
import type { CallFailure, CallRequest, CallResult, EngineCall, Model } from "@/inference/engines/model";

export function aRequest(change: Partial<CallRequest> = {}): CallRequest {
  return {
    prompt: "a text",
    promptTokens: 2,
    seed: 1,
    temperature: 0,
    constrained: false,
    urgency: "normal",
    purpose: "read",
    judge: 0,
    window: 0,
    ...change,
  };
}

function record(known: Partial<EngineCall>): EngineCall {
  return {
    engine: "scripted",
    model: "scripted-1",
    endpoint: null,
    requestId: null,
    purpose: "read",
    judge: 0,
    window: 0,
    constrained: false,
    raw: null,
    seed: 1,
    temperature: 0,
    finishReason: null,
    promptTokens: null,
    completionTokens: null,
    latencyMs: 1,
    httpStatus: null,
    error: null,
    score: null,
    ...known,
  };
}

export function answered(raw: string): CallResult {
  const answer = { raw, finishReason: "stop", logprobs: null };
  return {
    calls: [record({ raw, finishReason: "stop", httpStatus: 200, completionTokens: 40 })],
    answer,
    failure: null,
  };
}

export function failedCall(failure: Partial<CallFailure>, error = "http_500"): CallResult {
  const whole = {
    reason: "model_error",
    detail: "It failed.",
    safeToRetry: true,
    serverFault: true,
    ...failure,
  } as const;
  return { calls: [record({ httpStatus: 500, error })], answer: null, failure: whole };
}

export type Scripted = Model & {
  requests: CallRequest[];
  underWay(): number;
  /** From now on answers are held back. */
  hold(): void;
  answerNext(): void;
  answerAll(): void;
};

/** @param always what every call is answered with; without it answers are held back */
export function scriptedModel(always?: CallResult): Scripted {
  const requests: CallRequest[] = [];
  const held: ((result: CallResult) => void)[] = [];
  let script = always;
  return {
    engine: "scripted",
    model: "scripted-1",
    requests,
    call: (request) => {
      requests.push(request);
      if (script) return Promise.resolve(script);
      return new Promise((resolve) => {
        const settle = (result: CallResult) => {
          held.splice(held.indexOf(settle), 1);
          resolve(result);
        };
        held.push(settle);
        const abort = () => settle(failedCall({ safeToRetry: false, serverFault: false }, "aborted"));
        request.signal?.addEventListener("abort", abort, { once: true });
      });
    },
    isReachable: async () => true,
    probe: async () => {
      throw new Error("there is nothing to look at");
    },
    capabilities: () => null,
    close: async () => undefined,
    underWay: () => held.length,
    hold: () => {
      script = undefined;
    },
    answerNext: () => held[0]?.(answered("fine")),
    answerAll: () => {
      for (const settle of [...held]) settle(answered("fine"));
    },
  };
}
