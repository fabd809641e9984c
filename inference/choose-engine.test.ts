import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chooseEngine } from "@/inference/choose-engine";
import { startModelServer } from "@/inference/testing/model-server/start-model-server";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-choose-"));
mkdirSync(path.join(folder, "with", "models"), { recursive: true });
writeFileSync(path.join(folder, "with", "models", "small.gguf"), "GGUF");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const url = "http://127.0.0.1:9/v1";
const base = {
  dataDir: path.join(folder, "without"),
  inferenceUrls: [] as string[],
  inferenceModel: "nopenet/nope-edge",
  inferenceEngine: "auto",
  inferenceApiKey: null,
} as const;
const withFile = { dataDir: path.join(folder, "with") };

describe("the engine that the settings name", () => {
  it.each([
    ["nothing", {}, "offline", "nothing better answers"],
    ["a server", { inferenceUrls: [url] }, "auto", "names a server; its kind is told by what it answers."],
    [
      "a server and its kind",
      { inferenceUrls: [url], inferenceEngine: "sglang" },
      "sglang",
      "INFERENCE_ENGINE is sglang",
    ],
    ["several servers", { inferenceUrls: [url, "http://127.0.0.1:10/v1"] }, "auto", "names 2 servers"],
    ["offline in spite of a server", { inferenceUrls: [url], inferenceEngine: "offline" }, "offline", "is offline"],
    ["a model file", withFile, "llamacpp", "holds a model file"],
    ["a server and a model file", { ...withFile, inferenceUrls: [url] }, "auto", "stands in while no server answers"],
    ["a model file by name", { ...withFile, inferenceEngine: "llamacpp" }, "llamacpp", "INFERENCE_ENGINE is llamacpp"],
  ] as const)("%s", (_, given, name, why) => {
    const chosen = chooseEngine({ ...base, ...given });
    expect(chosen.engine.name).toBe(name);
    expect(chosen.why).toContain(why);
    expect(chosen.fleet === null).toBe(name === "offline");
  });

  it("puts the judge and the classifier of the settings beside the rules", async () => {
    const server = await startModelServer();
    try {
      const judge = { url: server.url, model: server.options.model, apiKey: null, budget: 5, rate: 1 };
      const { engine } = chooseEngine({ ...base, inferenceJudge: judge, inferenceClassifier: "none" });
      const { calls } = await engine.read([{ role: "user", text: "We are going to the lake." }]);
      expect(calls.map((call) => call.engine)).toEqual(["offline", "judge"]);
      expect(server.log.requests).toHaveLength(1);
      expect(JSON.parse(calls[0]?.raw ?? "{}").tiers.classifier.name).toBe("none");
    } finally {
      await server.close();
    }
    expect(() => chooseEngine({ ...base, inferenceClassifier: "distilled" })).toThrow("INFERENCE_CLASSIFIER is");
  });

  it.each([
    [{ inferenceEngine: "vllm" }, "INFERENCE_ENGINE is vllm, but INFERENCE_URL is not set"],
    [{ inferenceEngine: "llamacpp" }, "holds no GGUF file"],
  ] as const)("refuses %j instead of choosing something else", (given, message) => {
    expect(() => chooseEngine({ ...base, ...given })).toThrow(message);
  });
});
