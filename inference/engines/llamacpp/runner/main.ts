/**
 * The process that runs the model. A fault in native code, or a machine out of memory, ends a whole process, threads and
 * all: here it ends this one, and the desk goes on. It knows no database, no secret and no file but the model's.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { CompletionRequest, FromRunner, LoadOptions, ToRunner } from "@/inference/engines/llamacpp/messages";
import { complete } from "@/inference/engines/llamacpp/runner/complete";
import { type LoadedModel, LoadProblem, loadModel } from "@/inference/engines/llamacpp/runner/load-model";

const HASH_CHUNK_BYTES = 1 << 20;

let loaded: LoadedModel | null = null;
let file = "";
const running = new Map<number, AbortController>();

function send(message: FromRunner): void {
  process.send?.(message);
}

function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

async function load(options: LoadOptions): Promise<void> {
  file = options.file;
  try {
    loaded = await loadModel(options);
    send({ type: "loaded", facts: loaded.facts });
  } catch (error) {
    const problem = error instanceof LoadProblem ? error.message : `The model could not be loaded (${codeOf(error)}).`;
    send({ type: "not_loaded", problem });
  }
}

async function answer(id: number, request: CompletionRequest): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    if (loaded === null) throw new RangeError("no model is loaded");
    send({ type: "completed", id, completion: await complete(loaded, request, controller.signal) });
  } catch (error) {
    send({ type: "completed", id, completion: { outcome: "failed", code: codeOf(error) } });
  } finally {
    running.delete(id);
  }
}

async function hash(): Promise<void> {
  const sum = createHash("sha256");
  try {
    await pipeline(createReadStream(file, { highWaterMark: HASH_CHUNK_BYTES }), sum);
    send({ type: "hashed", sha256: sum.digest("hex") });
  } catch {
    send({ type: "hashed", sha256: null });
  }
}

// The library tries its native code out in a process like this one: that one needs no TypeScript.
process.execArgv = [];
// Ctrl-C reaches every process of a terminal; this one ends with the one that started it, and not before.
for (const signal of ["SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToRunner) => {
  if (message.type === "load") void load(message.options);
  if (message.type === "complete") void answer(message.id, message.request);
  if (message.type === "abort") running.get(message.id)?.abort();
  if (message.type === "hash") void hash();
});
