/**
 * The process that runs an ONNX classifier: onnxruntime computes on the thread that asks, and a fault in native code ends a
 * whole process. Here it holds up and ends only this one. It knows no database, no secret and no file but the model's.
 */
import { type LoadedClassifier, loadClassifier } from "@/inference/engines/offline/tiers/onnx/load-classifier";
import type { FromRunner, ToRunner } from "@/inference/engines/offline/tiers/onnx/messages";

const CODE = /^[a-z_]{1,40}$/u;
let loaded: LoadedClassifier | null = null;

function send(message: FromRunner): void {
  process.send?.(message);
}

/** Only codes of our own leave: other messages could quote the text. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown_failure";
  return CODE.test(error.message) ? error.message : error.name.toLowerCase();
}

async function load(folder: string): Promise<void> {
  try {
    loaded = await loadClassifier(folder);
    send({ type: "loaded" });
  } catch (error) {
    send({ type: "not_loaded", code: codeOf(error) });
  }
}

async function score(id: number, text: string): Promise<void> {
  try {
    if (loaded === null) throw new Error("not_loaded");
    send({ type: "scored", id, score: await loaded.score(text) });
  } catch (error) {
    send({ type: "failed", id, code: codeOf(error) });
  }
}

process.on("message", (message: ToRunner) => {
  if (message.type === "load") void load(message.folder);
  else void score(message.id, message.text);
});
process.on("disconnect", () => process.exit(0));
