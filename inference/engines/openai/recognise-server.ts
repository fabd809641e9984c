import type { ModelServer } from "@/inference/engines/openai/dialect";
import { plain } from "@/inference/engines/openai/plain";
import { readFailure } from "@/inference/engines/openai/read-failure";
import { createServerClient, type ServerClient } from "@/inference/engines/openai/server-client";
import { type Fields, fieldsOf, type Look, textOf } from "@/inference/engines/openai/server-facts";

const LOOK_TIMEOUT_MS = 3_000;

/** What only one kind of server answers, the surest sign first. */
const SIGNS: readonly { path: string; read: (answer: Fields) => ModelServer | null }[] = [
  { path: "/get_model_info", read: bySglangInfo },
  { path: "/model_info", read: bySglangInfo },
  { path: "/api/version", read: ({ version }) => (textOf(version) ? "ollama" : null) },
  {
    path: "/props",
    read: ({ default_generation_settings: settings }) => (fieldsOf(settings) ? "llamacpp" : null),
  },
  { path: "/version", read: ({ version }) => (textOf(version) ? "vllm" : null) },
];

function bySglangInfo({ model_path, engine }: Fields): ModelServer | null {
  if (engine === "transformers") return "transformers";
  return textOf(model_path) ? "sglang" : null;
}

/** A `Look` at a server that takes every failure for "it does not say". */
export function lookAt(client: ServerClient): Look {
  return async (path, body) => {
    try {
      const answer = await (body ? client.post(path, body, LOOK_TIMEOUT_MS) : client.get(path, LOOK_TIMEOUT_MS));
      return fieldsOf(answer);
    } catch {
      return null;
    }
  };
}

/** The kind of a server by what it answers; `openai` where nothing tells. */
export async function recogniseServer(look: Look): Promise<ModelServer> {
  const answers = await Promise.all(SIGNS.map(async ({ path, read }) => read((await look(path)) ?? {})));
  return answers.find((engine) => engine !== null) ?? "openai";
}

/**
 * Looks which kind of server listens at a URL, for INFERENCE_ENGINE=auto.
 *
 * @throws Error, with a sentence for an admin, where none answers, where the key is refused, or where the server was too
 *   slow to tell: a guess would stay
 */
export async function detectEngine(url: string, apiKey: string | null): Promise<ModelServer> {
  const client = createServerClient({ url, apiKey, timeoutMs: LOOK_TIMEOUT_MS });
  let isSilent = false;
  const found = await recogniseServer(async (path) => {
    try {
      return fieldsOf(await client.get(path, LOOK_TIMEOUT_MS));
    } catch (error) {
      isSilent ||= readFailure(error, plain).status === null;
      return null;
    }
  });
  if (found !== "openai") return found;
  try {
    await client.get(plain.healthPath, LOOK_TIMEOUT_MS);
  } catch (error) {
    const { failure, status, code } = readFailure(error, plain);
    if (status === null || status >= 500 || code === "key_refused") throw new Error(failure.detail);
  }
  if (isSilent)
    throw new Error("The model server did not say in time of which kind it is: INFERENCE_ENGINE can name it.");
  return found;
}
