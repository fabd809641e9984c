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
  const problem = new LoadProblem(
    "The header of the model file cannot be read: the file is broken, or not all of it is there.",
  );
  const header = await readGgufFileInfo(file, { sourceType: "filesystem", logWarnings: false }).catch(() => {
    throw problem;
  });
  // The library reads zeros where a file has ended.
  const { size } = await stat(file);
  const isWhole = header.infoEndOffset !== undefined && header.infoEndOffset <= size;
  if (!isWhole || header.metadata.general?.architecture === undefined) throw problem;
  return header;
}

/** Bytes that a number of this format takes at the least; no format takes less than one bit. */
function leastBytes(type: GgmlType): number {
  if (type === GgmlType.F32) return 4;
  return type === GgmlType.BF16 || type === GgmlType.F16 ? 2 : 1 / 8;
}

/** llama.cpp maps the file into memory, so a missing end is seen late or not at all: the header says where it must be. */
async function requireWholeFile(file: string, header: GgufFileInfo): Promise<void> {
  if (header.splicedParts !== 1) return;
  const ends = (header.tensorInfo ?? []).map(({ dimensions, ggmlType, fileOffset }) => {
    const numbers = dimensions.reduce<number>((product, length) => product * Number(length), 1);
    return Number(fileOffset) + numbers * leastBytes(ggmlType);
  });
  const least = ends.reduce((furthest, end) => Math.max(furthest, end), 0);
  const { size } = await stat(file);
  if (size >= least) return;
  throw new LoadProblem(
    `Only ${size} bytes of the model file are there, and it needs at least ${Math.ceil(least)}: fetch it again.`,
  );
}

/** The template and what it may want to write, from the header: refusing a file need not wait for its weights. */
function readFrame({ metadata }: GgufFileInfo): PromptFrame {
  const { chat_template: template, ggml } = metadata.tokenizer ?? {};
  if (typeof template !== "string") {
    throw new LoadProblem("The model file has no chat template: it is not a model that answers messages.");
  }
  const textOf = (id: number | undefined) => (id === undefined ? null : (ggml?.tokens[id] ?? null));
  const frame = promptFrame(template, { bos: textOf(ggml?.bos_token_id), eos: textOf(ggml?.eos_token_id) });
  if (frame === null) throw new LoadProblem("The model file has a chat template that does not take a single message.");
  return frame;
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
  const frame = readFrame(header);
  const llama = await startLlama(options.threads);
  const model = await loadWeights(llama, options.file);
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
    version: await getModuleVersion(),
  };
  return { llama, model, frame, slots, facts };
}

async function startLlama(threads: number): Promise<Llama> {
  try {
    return await getLlama({
      gpu: false,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      maxThreads: threads,
      // What llama.cpp prints is for developers and could quote what it reads.
      logLevel: LlamaLogLevel.disabled,
      logger: () => undefined,
    });
  } catch (error) {
    throw new LoadProblem(`llama.cpp does not run on this kind of machine${inBrackets(error)}.`);
  }
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
