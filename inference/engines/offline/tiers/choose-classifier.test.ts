import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { chooseClassifier } from "./choose-classifier";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "vigil-models-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const place = (name: string, files: readonly string[]) => {
  for (const file of files) {
    const at = path.join(dataDir, "models", name, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, "");
  }
};
const WHOLE = ["tokenizer.json", "config.json"];

describe("chooseClassifier", () => {
  test.each([
    ["the heuristic where no model lies", "auto", [], "heuristic"],
    ["the first whole model there is", "auto", ["b/onnx/model.onnx", "a/model_quantized.onnx"], "onnx:a"],
    ["the one that is named", "b", ["b/onnx/model.onnx", "a/model_quantized.onnx"], "onnx:b"],
    ["the heuristic when told to", "heuristic", ["a/model.onnx"], "heuristic"],
    ["none when told to", "none", ["a/model.onnx"], "none"],
  ])("takes %s", (_name, setting, models, name) => {
    for (const model of models) {
      const [folder = "", ...rest] = model.split("/");
      place(folder, [rest.join("/"), ...WHOLE]);
    }
    expect(chooseClassifier(setting, dataDir).name).toBe(name);
  });

  it("passes over a folder in which something is missing, and refuses it when it is named", () => {
    place("half", ["model.onnx", "config.json"]);
    expect(chooseClassifier("auto", dataDir).name).toBe("heuristic");
    expect(() => chooseClassifier("half", dataDir)).toThrow(/INFERENCE_CLASSIFIER is "half", but .* no such folder/u);
  });

  it("scores everything as safe when there is none, as the seed has it", async () => {
    const none = chooseClassifier("none", dataDir);
    expect(await none.score("attack")).toEqual({ state: "scored", score: 1 });
  });
});
