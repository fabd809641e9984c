import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { describeModel } from "@/inference/engines/conformance/describe-model";
import { createLlamaCppModel } from "@/inference/engines/llamacpp/create-llama-cpp-model";
import { writeTinyGguf } from "@/inference/engines/llamacpp/testing/write-tiny-gguf";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-llamacpp-"));
const file = path.join(folder, "tiny.gguf");
writeTinyGguf(file);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeModel("llama.cpp in process", {
  component: "node-llama-cpp with random weights",
  make: async () => createLlamaCppModel({ file, threads: 1 }),
  faults: {
    unreachable: async () => createLlamaCppModel({ file: `${file}.missing`, threads: 1 }),
    // Left to itself it never ends an answer.
    cutOff: async () => createLlamaCppModel({ file, threads: 1 }),
    busy: async () => createLlamaCppModel({ file, threads: 1, places: 0 }),
  },
  takesItsTime: true,
  timeoutMs: 60_000,
});
