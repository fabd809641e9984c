import type { Dialect } from "@/inference/engines/openai/dialect";
import {
  countOf,
  fieldsOf,
  formatOfFileName,
  idsOf,
  type Look,
  listModels,
  type ServerFacts,
  textOf,
} from "@/inference/engines/openai/server-facts";

async function describe(look: Look): Promise<ServerFacts> {
  const props = (await look("/props")) ?? {};
  const models = await listModels(look);
  const file = textOf(props.model_path)?.split(/[\\/]/).at(-1) ?? null;
  return {
    version: textOf(props.build_info),
    models: idsOf(models),
    revision: file,
    dtype: textOf(props.model_ftype) ?? formatOfFileName(file),
    // Of one slot: --ctx-size is divided among them.
    contextLength: countOf(fieldsOf(props.default_generation_settings)?.n_ctx),
    warnings: [],
  };
}

/** `llama-server` of llama.cpp. */
export const llamacpp: Dialect = {
  engine: "llamacpp",
  assumed: { grammar: true, logprobs: true, priority: false },
  extra: ({ constraint }) => ({
    top_k: 0,
    min_p: 0,
    typical_p: 1,
    repeat_penalty: 1,
    // A prompt taken from its cache is computed in other batches: the same seed would not give the same answer.
    cache_prompt: false,
    // The raw output is kept as the model wrote it; the thinking part is read here.
    reasoning_format: "none",
    ...(constraint && { grammar: constraint.grammar }),
  }),
  sendsRequestId: false,
  abort: null,
  tooLong: /exceed_context_size_error|exceeds the available context size/i,
  // 503 while the weights are loaded.
  healthPath: "/health",
  constrains: true,
  describe,
};
