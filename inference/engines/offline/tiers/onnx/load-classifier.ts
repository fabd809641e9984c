import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { z } from "zod";
import { isUnsafeLabel, scoreOfLogits } from "./label-score";
import { findModelFile } from "./model-files";

const DEFAULT_MOST_TOKENS = 512;
// Positions of RoBERTa begin at 2; what the configuration counts holds them too.
const ROBERTA_RESERVED = 2;
const THREADS = 1;

const configSchema = z.object({
  model_type: z.string().optional(),
  id2label: z.record(z.string(), z.string()),
  problem_type: z.string().nullish(),
  max_position_embeddings: z.number().int().positive().optional(),
});

/** A loaded classifier; `score` gives 1 (safe) to 0. */
export type LoadedClassifier = { score(text: string): Promise<number> };

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), "utf8"));
}

function mostTokens({ model_type, max_position_embeddings: most }: z.infer<typeof configSchema>): number {
  if (most === undefined) return DEFAULT_MOST_TOKENS;
  return /roberta|camembert/iu.test(model_type ?? "") ? most - ROBERTA_RESERVED : most;
}

function feedsOf(ids: readonly number[], names: readonly string[]): Record<string, Tensor> {
  const tensor = (valueAt: (at: number) => number) =>
    new Tensor(
      "int64",
      BigInt64Array.from(ids, (_, at) => BigInt(valueAt(at))),
      [1, ids.length],
    );
  return Object.fromEntries(
    names.map((name) => {
      if (name === "input_ids") return [name, tensor((at) => ids[at] ?? 0)];
      if (name === "attention_mask") return [name, tensor(() => 1)];
      return [name, tensor(() => 0)];
    }),
  );
}

/**
 * Loads a text classifier from a folder as transformers.js has it: a model file, `tokenizer.json` and `config.json` with
 * the labels. A text longer than the model can see is read in parts, and its least safe part counts.
 * @throws Error where a file is missing or cannot be read, or no label of the model says that a text is unsafe
 */
export async function loadClassifier(folder: string): Promise<LoadedClassifier> {
  const file = findModelFile(folder);
  if (file === null) throw new Error("no_model_file");
  const config = configSchema.parse(readJson(folder, "config.json"));
  const settings = existsSync(path.join(folder, "tokenizer_config.json"))
    ? readJson(folder, "tokenizer_config.json")
    : {};
  const tokenizer = new Tokenizer(Object(readJson(folder, "tokenizer.json")), Object(settings));
  const labels = Object.entries(config.id2label)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, label]) => label);
  if (!labels.some(isUnsafeLabel)) throw new Error("no_unsafe_label");
  const session = await InferenceSession.create(file, { intraOpNumThreads: THREADS, interOpNumThreads: THREADS });
  const [output] = session.outputNames;
  if (output === undefined) throw new Error("no_output");
  const most = mostTokens(config);

  async function scorePart(ids: readonly number[]): Promise<number> {
    const answer = await session.run(feedsOf(ids, session.inputNames));
    const data = answer[output ?? ""]?.data;
    if (!(data instanceof Float32Array)) throw new RangeError("not_float");
    return scoreOfLogits([...data], labels, config.problem_type === "multi_label_classification");
  }

  async function score(text: string): Promise<number> {
    const { ids } = tokenizer.encode(text);
    if (ids.length === 0) return 1;
    if (ids.length <= most) return scorePart(ids);
    if (text.length < 2) throw new RangeError("too_long");
    const middle = Math.floor(text.length / 2);
    const space = text.indexOf(" ", middle);
    const at = space === -1 || space > middle + middle / 2 ? middle : space;
    return Math.min(await score(text.slice(0, at)), await score(text.slice(at)));
  }

  return { score };
}
