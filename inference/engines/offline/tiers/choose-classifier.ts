import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";
import { scoreHeuristic } from "../heuristic";
import { createOnnxClassifier } from "./onnx/create-onnx-classifier";
import { listClassifiers } from "./onnx/model-files";
import type { SafetyClassifier } from "./tier-score";

/** The word count of the seed's heuristic: always there, and too blind to send anything to a person. */
export const heuristicClassifier: SafetyClassifier = {
  name: "heuristic",
  mayRaise: false,
  score: async (text) => ({ state: "scored", score: scoreHeuristic(text) }),
  close: async () => undefined,
};

/** No classifier: the score is 1 always, as the seed's `none` has it. */
const noClassifier: SafetyClassifier = {
  name: "none",
  mayRaise: false,
  score: async () => ({ state: "scored", score: 1 }),
  close: async () => undefined,
};

/**
 * The classifier that a setting names: `none`, `heuristic`, a folder in `DATA_DIR/models`, or `auto`: the first folder there
 * that holds one, else the heuristic. Its name says which it became.
 * @throws OperatorError for a folder that holds none: never a quiet other choice
 */
export function chooseClassifier(setting: string, dataDir: string): SafetyClassifier {
  const models = path.join(dataDir, "models");
  if (setting === "none") return noClassifier;
  if (setting === "heuristic") return heuristicClassifier;
  const found = listClassifiers(models);
  if (setting === "auto") {
    const [first] = found;
    return first === undefined ? heuristicClassifier : createOnnxClassifier(path.join(models, first));
  }
  if (found.includes(setting)) return createOnnxClassifier(path.join(models, setting));
  throw new OperatorError(
    `INFERENCE_CLASSIFIER is ${JSON.stringify(setting)}, but ${models} has no such folder with model.onnx, tokenizer.json and config.json`,
    2,
  );
}
