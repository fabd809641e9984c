import "server-only";
import type { Engine } from "@/inference/engines/engine";
import { offlineEngine } from "@/inference/engines/offline-engine";
import { createOpenAiEngine } from "@/inference/engines/openai-compatible";
import { type Env, loadEnv } from "@/lib/env/env";

const holder = globalThis as typeof globalThis & { vigilEngine?: Engine };

/** The engine that the environment names: a model server where INFERENCE_URL gives one, else the offline rules. */
export function engineFor(
  env: Pick<Env, "inferenceUrl" | "inferenceModel" | "inferenceEngine" | "inferenceApiKey">,
): Engine {
  if (env.inferenceEngine === "offline") return offlineEngine;
  if (env.inferenceUrl === null) {
    if (env.inferenceEngine === "auto") return offlineEngine;
    throw new Error(`INFERENCE_ENGINE is ${env.inferenceEngine}: set INFERENCE_URL to its address`);
  }
  const name = env.inferenceEngine === "auto" ? "openai" : env.inferenceEngine;
  return createOpenAiEngine({ url: env.inferenceUrl, model: env.inferenceModel, apiKey: env.inferenceApiKey, name });
}

/** This process's engine. */
export function chosenEngine(): Engine {
  holder.vigilEngine ??= engineFor(loadEnv());
  return holder.vigilEngine;
}

/** Whether readings come from rules instead of a model: said on every screen. */
export function readingsAreProvisional(): boolean {
  return chosenEngine() === offlineEngine;
}
