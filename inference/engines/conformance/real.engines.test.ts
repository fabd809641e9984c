/**
 * The suites against real components, in `npm run test:engines`, which starts a server and names a model file. By hand
 * against a server of your own (VIGIL_TEST_ENGINE_AS is its kind, VIGIL_TEST_ENGINE_MODEL what it serves):
 *
 *   VIGIL_TEST_ENGINE_URL=http://gpu:30000/v1 VIGIL_TEST_ENGINE_AS=sglang … vitest run --project engines
 */
import path from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { createModelEngine } from "@/inference/classify-conversation";
import { describeEngine } from "@/inference/engines/conformance/describe-engine";
import { describeModel } from "@/inference/engines/conformance/describe-model";
import { createLlamaCppModel } from "@/inference/engines/llamacpp/create-llama-cpp-model";
import type { Model } from "@/inference/engines/model";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";
import { MODEL_SERVERS, type ModelServer } from "@/inference/engines/openai/dialect";

/** On a processor, shared with whatever else runs there. */
const CALL_TIMEOUT_MS = 300_000;
const CASE_TIMEOUT_MS = 900_000;

const settings = z
  .object({
    VIGIL_TEST_ENGINE_URL: z.url().optional(),
    VIGIL_TEST_ENGINE_AS: z
      .string()
      .default("openai")
      .transform((list) => z.array(z.enum(MODEL_SERVERS)).parse(list.split(","))),
    VIGIL_TEST_ENGINE_MODEL: z.string().default("nopenet/nope-edge"),
    VIGIL_TEST_ENGINE_NAME: z.string().default("a real server"),
    VIGIL_TEST_GGUF: z.string().optional(),
  })
  .parse(process.env);

type Made = { name: string; component: string; make: () => Model; unreachable: () => Model };

function describeOne({ name, component, make, unreachable }: Made): void {
  describeModel(name, {
    component,
    make: async () => make(),
    faults: { unreachable: async () => unreachable() },
    takesItsTime: true,
    timeoutMs: CASE_TIMEOUT_MS,
  });
}

/** The model, and whole readings through it. */
function describeBoth(given: Made): void {
  const { name, component, make, unreachable } = given;
  describeOne(given);
  const asEngine = (model: Model) => ({
    engine: createModelEngine(model, { rules: readOffline }),
    close: () => model.close(),
  });
  describeEngine(`a whole reading through ${name}`, {
    component,
    make: async () => asEngine(make()),
    unreachable: async () => asEngine(unreachable()),
    understands: false,
    hasModel: true,
    timeoutMs: CASE_TIMEOUT_MS,
  });
}

it("was told what to run against", () => {
  expect(settings.VIGIL_TEST_ENGINE_URL ?? settings.VIGIL_TEST_GGUF, "use npm run test:engines").toBeDefined();
});

const { VIGIL_TEST_ENGINE_URL: url, VIGIL_TEST_ENGINE_MODEL: model, VIGIL_TEST_GGUF: file } = settings;
if (url) {
  const at = (engine: ModelServer, where: string) =>
    createOpenAiModel({ url: where, model, apiKey: null, engine, timeoutMs: CALL_TIMEOUT_MS });
  const [first, ...others] = settings.VIGIL_TEST_ENGINE_AS.map((engine) => ({
    name: `the OpenAI-compatible engine as ${engine}`,
    component: settings.VIGIL_TEST_ENGINE_NAME,
    make: () => at(engine, url),
    unreachable: () => at(engine, "http://127.0.0.1:9/v1"),
  }));
  if (first) describeBoth(first);
  others.forEach(describeOne);
}
if (file) {
  describeBoth({
    name: "llama.cpp in process",
    component: `node-llama-cpp with ${path.basename(file)}`,
    make: () => createLlamaCppModel({ file, timeoutMs: CALL_TIMEOUT_MS }),
    unreachable: () => createLlamaCppModel({ file: `${file}.missing` }),
  });
}
