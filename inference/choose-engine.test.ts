import { describe, expect, it } from "vitest";
import { engineFor } from "@/inference/choose-engine";

const base = {
  inferenceUrl: null,
  inferenceModel: "nopenet/nope-edge",
  inferenceEngine: "auto",
  inferenceApiKey: null,
  inferenceStrategy: "single",
} as const;
const url = "http://127.0.0.1:30000/v1";

describe("the engine that the settings name", () => {
  it.each([
    ["nothing", {}, "offline"],
    ["a server", { inferenceUrl: url }, "openai"],
    ["a server and its kind", { inferenceUrl: url, inferenceEngine: "sglang" }, "sglang"],
    ["offline in spite of a server", { inferenceUrl: url, inferenceEngine: "offline" }, "offline"],
  ] as const)("for %s", (_, change, name) => {
    expect(engineFor({ ...base, ...change }).name).toBe(name);
  });

  it.each([
    ["an engine without its address", { inferenceEngine: "vllm" }, "INFERENCE_URL is not set"],
    [
      "a strategy that is not built yet",
      { inferenceUrl: url, inferenceStrategy: "panel" },
      "INFERENCE_STRATEGY is panel",
    ],
  ] as const)("refuses %s with one line", (_, change, line) => {
    expect(() => engineFor({ ...base, ...change })).toThrow(line);
  });
});
