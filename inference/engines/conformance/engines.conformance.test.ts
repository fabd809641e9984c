import { createModelEngine } from "@/inference/classify-conversation";
import { describeEngine, type MadeEngine } from "@/inference/engines/conformance/describe-engine";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { offlineEngine } from "@/inference/engines/offline-engine";
import { createOpenAiModel } from "@/inference/engines/openai/create-openai-model";
import { DIALECTS } from "@/inference/testing/model-server/options";
import { startModelServer } from "@/inference/testing/model-server/start-model-server";
import { countTokens } from "@/inference/windows/count-tokens";

for (const dialect of DIALECTS) {
  const engineAt = (url: string, model: string, end = async () => {}): MadeEngine => {
    const asked = createOpenAiModel({ url, model, apiKey: null, engine: dialect });
    const close = async () => {
      await asked.close();
      await end();
    };
    return { engine: createModelEngine(asked, { rules: readOffline }), close };
  };
  describeEngine(`a whole reading through ${dialect}`, {
    component: "the test server",
    make: async () => {
      const server = await startModelServer({ dialect, countTokens });
      return engineAt(server.url, server.options.model, server.close);
    },
    unreachable: async () => engineAt("http://127.0.0.1:9/v1", "m"),
    understands: true,
    hasModel: true,
  });
}

describeEngine("a whole reading by the offline rules", {
  component: "the rules themselves",
  make: async () => ({ engine: offlineEngine }),
  understands: true,
  hasModel: false,
});
