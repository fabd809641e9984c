import { stat } from "node:fs/promises";
import {
  GgmlType,
  type GgufFileInfo,
  GgufFileType,
  getLlama,
  getModuleVersion,
  InsufficientMemoryError,
  type Llama,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
  readGgufFileInfo,
  type Token,
} from "node-llama-cpp";
import type { LoadOptions, ModelFacts } from "@/inference/engines/llamacpp/messages";
import { type PromptFrame, promptFrame } from "@/inference/engines/llamacpp/runner/prompt-frame";

/** How many tokens of prompts are read at once: an abort waits for one such step. */
export const STEP_TOKENS = 128;

/** A place for one call: a part of the model's memory, and the tokens of the prompt that is still in it. */
export type Slot = { sequence: LlamaContextSequence; prompt: readonly Token[]; busy: boolean };

export type LoadedModel = {
  llama: Llama;
  model: LlamaModel;
  frame: PromptFrame;
  slots: readonly Slot[];
  facts: ModelFacts;
};

/** Why a file cannot be used, as a whole sentence for an admin. */
export class LoadProblem extends Error {}

async function readHeader(file: string): Promise<GgufFileInfo> {
  try {
    return await readGgufFileInfo(file, { sourceType: "filesystem", logWarnings: false });
  } catch {
    throw new LoadProblem("The header of the model file cannot be read: the file is broken or not all of it is there.");
  }
}

/** llama.cpp maps the file into memory, so a missing end is seen late or not at all: the header says where it must be. */
async function requireWholeFile(file: string, header: GgufFileInfo): Promise<void> {
  const tensors = header.splicedParts === 1 ? (header.tensorInfo ?? []) : [];
  const { size } = await stat(file);
  const lastStart = Math.max(0, ...tensors.map((tensor) => Number(tensor.fileOffset)));
  const last = tensors.find((tensor) => Number(tensor.fileOffset) === lastStart);
  const weightsOfLast = last?.dimensions.reduce<number>((product, length) => product * Number(length), 1) ?? 0;
  // No format has less than one bit for a weight; the sizes of unquantised ones are known.
  const bytesPerWeight =
    last?.ggmlType === GgmlType.F32
      ? 4
      : last?.ggmlType === GgmlType.BF16 || last?.ggmlType === GgmlType.F16
        ? 2
        : 1 / 8;
  const least = lastStart + weightsOfLast * bytesPerWeight;
  if (size >= least) return;
  throw new LoadProblem(
    `Only ${size} bytes of the model file are there, and it needs at least ${Math.ceil(least)}: fetch it again.`,
  );
}

function weightsName(header: GgufFileInfo): string | null {
  const type = header.metadata.general?.file_type;
  const name = type === undefined ? undefined : GgufFileType[type];
  return name?.replace(/^(MOSTLY|ALL)_/, "") ?? null;
}

/**
 * Loads a model file on the CPU, with one context for all calls.
 * @throws LoadProblem
 */
export async function loadModel(options: LoadOptions): Promise<LoadedModel> {
  const header = await readHeader(options.file);
  await requireWholeFile(options.file, header);
  const template = header.metadata.tokenizer?.chat_template;
  if (typeof template !== "string") {
    throw new LoadProblem("The model file has no chat template: it is not a model that answers messages.");
  }
  const llama = await getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    progressLogs: false,
    maxThreads: options.threads,
    // What llama.cpp prints is for developers and could quote what it reads.
    logLevel: LlamaLogLevel.disabled,
    logger: () => undefined,
  });
  const model = await loadWeights(llama, options.file);
  const frame = promptFrame(template, { bos: model.tokens.bosString, eos: model.tokens.eosString });
  if (frame === null) throw new LoadProblem("The model file has a chat template that does not take a single message.");
  const contextTokens = Math.min(options.contextTokens, model.trainContextSize);
  const context = await model
    .createContext({
      contextSize: contextTokens,
      sequences: options.sequences,
      threads: options.threads,
      batchSize: STEP_TOKENS,
      failedCreationRemedy: false,
    })
    .catch((error: unknown) => {
      throw new LoadProblem(`There is not enough memory for the model's context${inBrackets(error)}.`);
    });
  const slots = Array.from({ length: options.sequences }, (): Slot => {
    return { sequence: context.getSequence(), prompt: [], busy: false };
  });
  const facts: ModelFacts = {
    weights: weightsName(header),
    contextTokens: context.contextSize,
    trainedContextTokens: model.trainContextSize,
    version: await getModuleVersion(),
  };
  return { llama, model, frame, slots, facts };
}

async function loadWeights(llama: Llama, modelPath: string): Promise<LlamaModel> {
  try {
    return await llama.loadModel({ modelPath, gpuLayers: 0 });
  } catch (error) {
    const problem =
      error instanceof InsufficientMemoryError
        ? "There is not enough memory to load the model"
        : "llama.cpp cannot load the model file: it is broken, not all of it is there, or its kind of model is unknown";
    throw new LoadProblem(`${problem}${inBrackets(error)}.`);
  }
}

/** No conversation has been near the model yet, so that what the library says can be shown. */
function inBrackets(error: unknown): string {
  return error instanceof Error ? ` (${error.message.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 200)})` : "";
}
