import { afterAll } from "vitest";
import { describeModel, type Faults } from "@/inference/engines/conformance/describe-model";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";
import type { FaultKind } from "@/inference/testing/model-server/faults";
import { DIALECTS } from "@/inference/testing/model-server/options";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { countTokens } from "@/inference/windows/count-tokens";

const running: ModelServer[] = [];
afterAll(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

for (const dialect of DIALECTS) {
  const make = async (fault?: FaultKind) => {
    const server = await startModelServer({ dialect, countTokens });
    running.push(server);
    if (fault) server.fail({ kind: fault });
    const { url, options } = server;
    return createOpenAiModel({ url, model: options.model, apiKey: null, engine: dialect });
  };
  const faults: Faults = {
    unreachable: async () =>
      createOpenAiModel({ url: "http://127.0.0.1:9/v1", model: "m", apiKey: null, engine: dialect }),
    malformed: () => make("not-json"),
    cutOff: () => make("truncated"),
    busy: () => make("503"),
    slow: () => make("slow"),
  };
  describeModel(`the OpenAI-compatible engine as ${dialect}`, {
    component: "the test server",
    make: () => make(),
    faults,
    countsAsWeDo: true,
    cutsSilently: dialect === "ollama",
  });
}
