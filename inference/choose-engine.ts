import "server-only";
import { readdirSync } from "node:fs";
import path from "node:path";
import type { ReadableMessage } from "@/domain/ingest/message";
import { createModelEngine } from "@/inference/classify-conversation";
import { rulesInForce, rulesNow } from "@/inference/current-offline-rules";
import { createFleet, type Fleet } from "@/inference/endpoints/fleet";
import { deferModel } from "@/inference/engines/deferred-model";
import type { Engine } from "@/inference/engines/engine";
import { createLlamaCppModel } from "@/inference/engines/llamacpp/create-llama-cpp-model";
import { findModelFile } from "@/inference/engines/llamacpp/find-model-file";
import type { Model } from "@/inference/engines/model";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { chooseClassifier } from "@/inference/engines/offline/tiers/choose-classifier";
import { createSafetyJudge } from "@/inference/engines/offline/tiers/create-safety-judge";
import { createOfflineEngine } from "@/inference/engines/offline-engine";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";
import { detectEngine } from "@/inference/engines/openai/recognise-server";
import { type Env, loadEnv } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";

type EngineSettings = Pick<
  Env,
  "dataDir" | "inferenceUrls" | "inferenceModel" | "inferenceEngine" | "inferenceApiKey"
> &
  Partial<Pick<Env, "inferenceClassifier" | "inferenceJudge">>;

/** What reads conversations, the endpoints behind it (null where no model is asked), and why it was chosen, for people. */
export type ChosenEngine = { engine: Engine; fleet: Fleet | null; why: string };

const holder = globalThis as typeof globalThis & { vigilEngine?: ChosenEngine };

/** Reads by the rules in force, the house's own on top. */
const readByRules = (messages: readonly ReadableMessage[]) => readOffline(messages, rulesNow());

function offlineEngine({ dataDir, inferenceClassifier = "heuristic", inferenceJudge }: EngineSettings): Engine {
  const judge = inferenceJudge ? createSafetyJudge(inferenceJudge) : null;
  const tiers = { judge, classifier: chooseClassifier(inferenceClassifier, dataDir) };
  const engine = createOfflineEngine({ rules: rulesNow, tiers });
  return {
    name: engine.name,
    get model() {
      return engine.model;
    },
    // The first reading of a process must not be by older rules than the next one.
    read: async (...asked) => {
      await rulesInForce();
      return engine.read(...asked);
    },
    isReachable: engine.isReachable,
  };
}

function serverModel(env: EngineSettings, url: string): Model {
  const { inferenceEngine: asked, inferenceModel: model, inferenceApiKey: apiKey } = env;
  if (asked !== "auto" && asked !== "offline") return createOpenAiModel({ url, model, apiKey, engine: asked });
  return deferModel({ engine: "auto", model }, async () =>
    createOpenAiModel({ url, model, apiKey, engine: await detectEngine(url, apiKey) }),
  );
}

function fileModel(env: EngineSettings): Model {
  return deferModel({ engine: "llamacpp", model: env.inferenceModel }, async () => {
    const file = await findModelFile(env.dataDir, env.inferenceModel);
    if (file === null) throw new OperatorError(`there is no GGUF file in ${path.join(env.dataDir, "models")}`, 2);
    return createLlamaCppModel({ file });
  });
}

/** Whether a model file lies where the in-process engine looks; which one, and whether it loads, shows when it is used. */
function hasModelFile(dataDir: string): boolean {
  try {
    return readdirSync(path.join(dataDir, "models")).some((name) => /\.gguf$/i.test(name));
  } catch {
    return false;
  }
}

function inProcess(env: EngineSettings, why: string): ChosenEngine {
  const fleet = createFleet([{ name: "this machine", model: fileModel(env) }]);
  return { engine: createModelEngine(fleet, { rules: readByRules }), fleet, why };
}

/**
 * The engine that the settings name. `auto`: model servers where INFERENCE_URL gives any, with a model file on this
 * machine as their stand-in while none of them answers; else a model file; else the offline rules.
 * @throws OperatorError where the settings ask for what cannot be: never a quiet other choice
 */
export function chooseEngine(env: EngineSettings): ChosenEngine {
  const { inferenceEngine: asked, inferenceUrls: urls, dataDir } = env;
  const hasFile = hasModelFile(dataDir);
  if (asked === "offline") return { engine: offlineEngine(env), fleet: null, why: "INFERENCE_ENGINE is offline." };
  if (urls.length > 0) {
    const fleet = createFleet(urls.map((url) => ({ name: new URL(url).host, model: serverModel(env, url) })));
    const backup = asked === "auto" && hasFile ? inProcess(env, "").engine : null;
    const engine = createModelEngine(fleet, { rules: readByRules, ...(backup && { backup }) });
    const kind = asked === "auto" ? "its kind is told by what it answers" : `INFERENCE_ENGINE is ${asked}`;
    const standIn = backup ? " A model file in DATA_DIR/models stands in while no server answers." : "";
    return {
      engine,
      fleet,
      why: `INFERENCE_URL names ${urls.length === 1 ? "a server" : `${urls.length} servers`}; ${kind}.${standIn}`,
    };
  }
  if (asked === "llamacpp") {
    if (hasFile) return inProcess(env, "INFERENCE_ENGINE is llamacpp, and DATA_DIR/models holds a model file.");
    throw new OperatorError(
      `INFERENCE_ENGINE is llamacpp, but ${path.join(dataDir, "models")} holds no GGUF file and INFERENCE_URL is not set; put a model there, or name a server`,
      2,
    );
  }
  if (asked !== "auto")
    throw new OperatorError(`INFERENCE_ENGINE is ${asked}, but INFERENCE_URL is not set; set both`, 2);
  if (hasFile) return inProcess(env, "INFERENCE_URL is not set, and DATA_DIR/models holds a model file.");
  const why = "INFERENCE_URL is not set, and DATA_DIR/models holds no model file: nothing better answers.";
  return { engine: offlineEngine(env), fleet: null, why };
}

/** This process's engine, with its endpoints and why it was chosen. */
export function chosen(): ChosenEngine {
  holder.vigilEngine ??= chooseEngine(loadEnv());
  return holder.vigilEngine;
}

/** This process's engine. */
export function chosenEngine(): Engine {
  return chosen().engine;
}

/** Whether readings come from rules instead of a model: said on every screen. */
export function readingsAreProvisional(): boolean {
  return chosenEngine().name === "offline";
}
