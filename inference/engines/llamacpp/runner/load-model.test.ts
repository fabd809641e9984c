import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LoadProblem, loadModel } from "@/inference/engines/llamacpp/runner/load-model";
import { writeTinyGguf } from "@/inference/engines/llamacpp/testing/write-tiny-gguf";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-gguf-"));
const whole = path.join(folder, "whole.gguf");
let bytes = Buffer.alloc(0);
beforeAll(() => {
  writeTinyGguf(whole);
  bytes = readFileSync(whole);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(name: string, content: Buffer) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return loadModel({ file, threads: 1, sequences: 1, contextTokens: 2048 });
}

describe("a model file that cannot be loaded", () => {
  it.each([
    ["a header that was cut off", () => bytes.subarray(0, 4_000), /^The header of the model file cannot be read/],
    ["only a magic number", () => bytes.subarray(0, 4), /^The header of the model file cannot be read/],
    ["half of the weights", () => bytes.subarray(0, bytes.length / 2), /^Only \d+ bytes of the model file are there/],
    ["a byte too few", () => bytes.subarray(0, bytes.length - 64), /it needs at least \d+: fetch it again\.$/],
    ["noise", () => Buffer.alloc(5_000, 7), /^The header of the model file cannot be read/],
  ])("is refused with the reason: %s", async (_, content, message) => {
    const loading = load("broken.gguf", content());
    await expect(loading).rejects.toThrow(LoadProblem);
    await expect(loading).rejects.toThrow(message);
  });

  it("is refused when llama.cpp does not know its kind of model", async () => {
    const unknown = Buffer.from(bytes.toString("latin1").replace("llama", "lemma"), "latin1");
    await expect(load("unknown.gguf", unknown)).rejects.toThrow(/^llama\.cpp cannot load the model file: .*\.$/);
  });

  it.each([
    ["wants something else first", "{{ raise_exception('system message first') }}"],
    ["leaves the message out", "{% for message in messages %}<|im_start|>{% endfor %}"],
    ["is not Jinja", "{% for message in"],
  ])("is refused when its chat template %s", async (_, chatTemplate) => {
    const file = path.join(folder, "template.gguf");
    writeTinyGguf(file, { chatTemplate });
    const loading = loadModel({ file, threads: 1, sequences: 1, contextTokens: 2048 });
    await expect(loading).rejects.toThrow("The model file has a chat template that does not take a single message.");
  });
});
