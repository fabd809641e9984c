/** Run by `npm run test:engines`, which starts the server and names the file; skipped, with a word, by anything else. */
import { describe, it } from "vitest";
import { describeModel } from "@/inference/engines/conformance/describe-model";
import { createLlamaCppModel } from "@/inference/engines/llamacpp/create-llama-cpp-model";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";

const { VIGIL_TEST_ENGINE_URL: url, VIGIL_TEST_ENGINE_NAME: name, VIGIL_TEST_GGUF: file } = process.env;
const TIMEOUT_MS = 120_000;

if (url && file) {
  for (const engine of ["llamacpp", "openai"] as const) {
    describeModel(`the OpenAI-compatible engine as ${engine}`, {
      component: name ?? "a real server",
      make: async () => createOpenAiModel({ url, model: "smollm2-135m", apiKey: null, engine, timeoutMs: TIMEOUT_MS }),
      faults: {
        unreachable: async () => createOpenAiModel({ url: "http://127.0.0.1:9/v1", model: "m", apiKey: null, engine }),
      },
      takesItsTime: true,
      timeoutMs: TIMEOUT_MS,
    });
  }
  describeModel("llama.cpp in process", {
    component: `node-llama-cpp with ${file.split(/[\\/]/).at(-1)}`,
    make: async () => createLlamaCppModel({ file, timeoutMs: TIMEOUT_MS }),
    faults: { unreachable: async () => createLlamaCppModel({ file: `${file}.missing` }) },
    takesItsTime: true,
    timeoutMs: TIMEOUT_MS,
  });
} else {
  describe.skip("real engines: npm run test:engines starts them", () => {
    it("runs the conformance suite", () => undefined);
  });
}
