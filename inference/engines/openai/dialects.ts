import type { Dialect, ModelServer } from "@/inference/engines/openai/dialect";
import { llamacpp } from "@/inference/engines/openai/llamacpp";
import { ollama } from "@/inference/engines/openai/ollama";
import { plain } from "@/inference/engines/openai/plain";
import { sglang } from "@/inference/engines/openai/sglang";
import { transformers } from "@/inference/engines/openai/transformers";
import { vllm } from "@/inference/engines/openai/vllm";

const DIALECTS: Readonly<Record<ModelServer, Dialect>> = {
  sglang,
  vllm,
  ollama,
  llamacpp,
  transformers,
  openai: plain,
};

/** The adapter of a kind of server. */
export function dialectOf(engine: ModelServer): Dialect {
  return DIALECTS[engine];
}
