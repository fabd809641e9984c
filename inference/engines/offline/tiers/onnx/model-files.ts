import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** Where exported models keep their graph, the exact one before the quantised one. */
const PLACES = ["model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx"];

/** The model file in a folder, or null where there is none. */
export function findModelFile(folder: string): string | null {
  return PLACES.map((place) => path.join(folder, place)).find((file) => existsSync(file)) ?? null;
}

/** Names of the folders in `directory` that hold a classifier: a model file, tokenizer.json and config.json; sorted. */
export function listClassifiers(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  const complete = (name: string) =>
    findModelFile(path.join(directory, name)) !== null &&
    ["tokenizer.json", "config.json"].every((file) => existsSync(path.join(directory, name, file)));
  return names.filter(complete).toSorted();
}
