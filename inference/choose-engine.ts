import "server-only";
import type { Engine } from "@/inference/engines/engine";
import { offlineEngine } from "@/inference/engines/offline-engine";
import { createOpenAiEngine } from "@/inference/engines/openai-compatible";
import { type Env, loadEnv } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";

const holder = globalThis as typeof globalThis & { vigilEngine?: Engine };

type EngineSettings = Pick<Env, "inferenceUrl" | "inferenceModel" | "inferenceEngine" | "inferenceApiKey">;

/**
 * The engine that the environment names: a model server where INFERENCE_URL gives one, else the offline rules.
 * @throws OperatorError where the settings ask for what cannot be: never a quiet other choice.
 */
export function engineFor(env: EngineSettings): Engine {
  if (env.inferenceEngine === "offline") return offlineEngine;
  if (env.inferenceUrl === null) {
    if (env.inferenceEngine === "auto") return offlineEngine;
    throw new OperatorError(`INFERENCE_ENGINE is ${env.inferenceEngine}, but INFERENCE_URL is not set; set both`, 2);
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
  return chosenEngine().name === offlineEngine.name;
}
