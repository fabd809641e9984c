import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findModelFile } from "@/inference/engines/llamacpp/find-model-file";
import { OperatorError } from "@/lib/process/operator-error";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "vigil-models-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const WHOLE = Buffer.from("GGUF\x03\0\0\0more", "latin1");

function put(files: Record<string, Buffer>): void {
  mkdirSync(path.join(dataDir, "models"), { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(dataDir, "models", name), bytes);
}

function named(...names: string[]): void {
  put(Object.fromEntries(names.map((name) => [name, WHOLE])));
}

describe("findModelFile", () => {
  it.each([
    ["nothing without a folder", [], "nopenet/nope-edge", null],
    ["the only one, whatever it is called", ["anything.Q8_0.gguf"], "nopenet/nope-edge", "anything.Q8_0.gguf"],
    ["the named one of several", ["nope-edge.gguf", "nope-edge-mini.gguf"], "nopenet/nope-edge", "nope-edge.gguf"],
    ["a name with its ending", ["a.gguf", "b.Q8_0.gguf"], "b.Q8_0.gguf", "b.Q8_0.gguf"],
    ["a name in other letters", ["A.GGUF", "b.gguf"], "a", "A.GGUF"],
    ["the first of several parts", ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"], "x", "m-00001-of-00002.gguf"],
    ["none where downloads have not ended", ["m.gguf.part", "README.md"], "x", null],
  ])("finds %s", async (_, names, model, found) => {
    named(...names);
    const expected = found === null ? null : path.join(dataDir, "models", found);
    expect(await findModelFile(dataDir, model)).toBe(expected);
  });

  it("names what is there when none of several is meant", async () => {
    named("b.gguf", "a.gguf");
    const folder = path.join(dataDir, "models");
    await expect(findModelFile(dataDir, "nopenet/nope-edge")).rejects.toThrow(
      new OperatorError(
        `${folder} holds several models: a.gguf, b.gguf; set INFERENCE_MODEL to the name of one of them`,
        2,
      ),
    );
  });

  it.each([
    ["an empty file", Buffer.alloc(0), /is not a GGUF file, or its download has only begun/],
    ["an error page", Buffer.from("<!doctype html>"), /is not a GGUF file/],
    ["a version to come", Buffer.from("GGUF\x09\0\0\0", "latin1"), /is GGUF version 9; 2 and 3 can be read/],
  ])("refuses %s", async (_, bytes, message) => {
    put({ "model.gguf": bytes });
    await expect(findModelFile(dataDir, "x")).rejects.toThrow(message);
  });
});
