import { beforeAll, describe, expect, it } from "vitest";
import { checkModel } from "@/bin/commands/doctor-model";
import type { ModelServerOptions } from "@/inference/testing/model-server/options";
import { startModelServer } from "@/inference/testing/model-server/start-model-server";
import { countTokens } from "@/inference/windows/count-tokens";
import { readEnv } from "@/lib/env/env";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

// Reads the vocabulary, which takes seconds on a busy machine.
beforeAll(() => void countTokens(""), 60_000);

/** What the doctor finds wrong with a server of these options. */
async function problemsOf(options: Partial<ModelServerOptions> | null, settings: Record<string, string> = {}) {
  const dataDir = makeThrowawayDir("vigil-doctor-");
  const server = options && (await startModelServer({ countTokens, model: "nopenet/nope-edge", ...options }));
  try {
    const url = server?.url ?? "http://127.0.0.1:9/v1";
    const findings = await checkModel(readEnv({ DATA_DIR: dataDir, INFERENCE_URL: url, ...settings }));
    return findings.filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`);
  } finally {
    await server?.close();
    await removeThrowaway(dataDir);
  }
}

describe("what the doctor says of a model", () => {
  it.each([
    ["a sound server", {}, []],
    ["half precision", { precision: "float16" }, [/^number format: float16; serve the weights as bfloat16/]],
    ["quantised weights", { precision: "quantised" }, [/^number format: /]],
    ["too little context", { contextLength: 1024 }, [/^context: 1024 tokens, 2048 are needed/]],
    ["a constraint without effect", { ignores: ["constraint"] }, [/^grammar: the output cannot be constrained/]],
    ["no probabilities", { ignores: ["logprobs"] }, [/^token probabilities: do not come back/]],
    [
      "another chat template",
      { countTokens: (text: string) => countTokens(text) + 9 },
      [/^chat template: adds 17 tokens, 8 are expected/],
    ],
  ] as [string, Partial<ModelServerOptions>, RegExp[]][])("%s", async (_, options, expected) => {
    const problems = await problemsOf(options, { INFERENCE_ENGINE: "sglang" });
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });

  it("says of a server that does not answer that it does not", async () => {
    expect(await problemsOf(null)).toEqual([expect.stringMatching(/^model: 127\.0\.0\.1:9 does not answer: /)]);
  });

  it("finds nothing wrong with a machine that has no model", async () => {
    expect(await problemsOf({}, { INFERENCE_ENGINE: "offline" })).toEqual([]);
  });

  it("tells when the documented examples are answered otherwise than documented", async () => {
    const server = await startModelServer({ countTokens, model: "nopenet/nope-edge" });
    server.settings.readAs = "a quiet day";
    const dataDir = makeThrowawayDir("vigil-doctor-");
    const env = readEnv({ DATA_DIR: dataDir, INFERENCE_URL: server.url, INFERENCE_ENGINE: "sglang" });
    const findings = await checkModel(env);
    await server.close();
    await removeThrowaway(dataDir);
    expect(findings.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual([
      "2 documented examples are answered otherwise than documented: is this the model?",
    ]);
  });
});
