import "server-only";
import { type ChosenEngine, chooseEngine, chosen } from "@/inference/choose-engine";
import { SHADOW_READERS, type ShadowReader } from "@/inference/shadow-reader";
import { type Env, loadEnv } from "@/lib/env/env";

type Settings = Parameters<typeof chooseEngine>[0] & Pick<Env, "inferenceShadow">;

const holder = globalThis as typeof globalThis & {
  vigilCandidate?: ChosenEngine | null;
  vigilOffline?: ChosenEngine;
};

/** The engine of the model that the settings name for shadow runs; null where they name none. */
export function chooseCandidate(env: Settings): ChosenEngine | null {
  const { inferenceShadow: shadow } = env;
  if (shadow === null) return null;
  const { urls: inferenceUrls, model: inferenceModel, apiKey: inferenceApiKey } = shadow;
  return chooseEngine({ ...env, inferenceUrls, inferenceModel, inferenceApiKey, inferenceEngine: "auto" });
}

/** This process's engine of the model for shadow runs; null where the settings name none. */
export function candidate(): ChosenEngine | null {
  if (holder.vigilCandidate === undefined) holder.vigilCandidate = chooseCandidate(loadEnv());
  return holder.vigilCandidate;
}

/** This process's engine for a reader; null where there is none of that name. */
export function shadowEngine(reader: ShadowReader): ChosenEngine["engine"] | null {
  if (reader === "current") return chosen().engine;
  if (reader === "candidate") return candidate()?.engine ?? null;
  holder.vigilOffline ??= chooseEngine({ ...loadEnv(), inferenceEngine: "offline" });
  return holder.vigilOffline.engine;
}

/** The readers there are, each with the model it reads with as far as that is known. */
export function shadowReaders(): { reader: ShadowReader; model: string }[] {
  return SHADOW_READERS.flatMap((reader) => {
    const engine = shadowEngine(reader);
    return engine === null ? [] : [{ reader, model: engine.model }];
  });
}
