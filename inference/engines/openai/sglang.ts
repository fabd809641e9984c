import type { CallUrgency } from "@/inference/engines/model";
import type { Dialect } from "@/inference/engines/openai/dialect";
import {
  countOf,
  type Fields,
  idsOf,
  type Look,
  listModels,
  revisionOf,
  type ServerFacts,
  textOf,
} from "@/inference/engines/openai/server-facts";

/** Higher is sooner. More than ten apart, so that the more urgent one may also take the place of a running one. */
const PRIORITY: Record<CallUrgency, number> = {
  background: -50,
  bulk: 0,
  normal: 50,
  urgent: 100,
  emergency: 150,
};

function warningsOf(server: Fields): string[] {
  const found: [boolean, string][] = [
    [
      server.enable_priority_scheduling === false,
      "Urgent conversations wait in line with all others: start SGLang with --enable-priority-scheduling.",
    ],
    [
      server.log_requests === true,
      "SGLang logs what it is asked, and with it conversations: start it without --log-requests.",
    ],
    [
      server.allow_auto_truncate === true,
      "SGLang cuts what is too long without a word: start it without --allow-auto-truncate.",
    ],
    [
      textOf(server.reasoning_parser) !== null,
      "SGLang runs a reasoning parser, which can take answers apart: start it without --reasoning-parser.",
    ],
    [server.dtype === "auto", "SGLang chooses the number format by itself: start it with --dtype bfloat16."],
  ];
  return found.filter(([applies]) => applies).map(([, sentence]) => sentence);
}

async function describe(look: Look): Promise<ServerFacts> {
  // The shorter names are those of newer versions, which keep the others for a while.
  const info = (await look("/get_model_info")) ?? (await look("/model_info")) ?? {};
  const server = (await look("/get_server_info")) ?? (await look("/server_info")) ?? {};
  const models = await listModels(look);
  return {
    version: textOf(server.version),
    models: idsOf(models),
    revision: revisionOf(server.revision, info.model_path),
    dtype: textOf(server.quantization) ?? textOf(server.dtype),
    contextLength: countOf(server.context_length) ?? countOf(models[0]?.max_model_len),
    warnings: warningsOf(server),
  };
}

/** SGLang, which the model's makers serve it with (protocol of 0.5.x, `srt/entrypoints/openai/protocol.py`). */
export const sglang: Dialect = {
  engine: "sglang",
  assumed: { grammar: true, logprobs: true, priority: true },
  extra: ({ requestId, urgency, constraint, features }) => ({
    // What is left out comes from the generation_config.json of the weights (--sampling-defaults model).
    top_k: -1,
    min_p: 0,
    repetition_penalty: 1,
    // With a reasoning parser the answer would otherwise be taken for reasoning, and the content be null.
    separate_reasoning: false,
    rid: requestId,
    ...(features.priority && { priority: PRIORITY[urgency] }),
    ...(constraint && { ebnf: constraint.grammar }),
  }),
  sendsRequestId: true,
  // Some builds go on decoding after the client has left.
  abort: { path: "/abort_request", body: (requestId) => ({ rid: requestId }) },
  tooLong: /maximum context length|longer than the model's context length|exceeds the maximum allowed length/i,
  // Its /health generates a token and so takes a second at best.
  healthPath: "/v1/models",
  constrains: true,
  describe,
};
