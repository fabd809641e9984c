import { open, readdir } from "node:fs/promises";
import path from "node:path";
import { OperatorError } from "@/lib/process/operator-error";

const MODEL_FILE = /\.gguf$/i;
/** Of a model in several files only the first is named; llama.cpp finds the others beside it. */
const LATER_PART = /-(?!00001)\d{5}-of-\d{5}\.gguf$/i;
/** The first bytes of every GGUF file, and the versions that llama.cpp reads. */
const MAGIC = "GGUF";
const VERSIONS = [2, 3];

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder);
    return entries.filter((name) => MODEL_FILE.test(name) && !LATER_PART.test(name)).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new OperatorError(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function requireGguf(file: string): Promise<void> {
  const start = Buffer.alloc(8);
  const handle = await open(file).catch((error: unknown) => {
    throw new OperatorError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { bytesRead } = await handle.read(start, 0, start.length, 0).finally(() => handle.close());
  const isGguf = bytesRead === start.length && start.subarray(0, 4).toString("latin1") === MAGIC;
  if (!isGguf) throw new OperatorError(`${file} is not a GGUF file, or its download has only begun: fetch it again`);
  const version = start.readUInt32LE(4);
  if (!VERSIONS.includes(version)) throw new OperatorError(`${file} is GGUF version ${version}; 2 and 3 can be read`);
}

/**
 * The model file that is to be run on this machine: the only one in the folder `models` of the data directory, or, of
 * several, the one whose name is the last part of INFERENCE_MODEL, with or without `.gguf`.
 *
 * @returns its absolute path; null where there is none
 * @throws OperatorError where it is not clear which one is meant, or the file is no GGUF file
 */
export async function findModelFile(dataDir: string, inferenceModel: string): Promise<string | null> {
  const folder = path.resolve(dataDir, "models");
  const names = await namesIn(folder);
  const wanted = (inferenceModel.split("/").at(-1) ?? "").toLowerCase();
  const named = names.filter((name) => [wanted, `${wanted}.gguf`].includes(name.toLowerCase()));
  const candidates = names.length > 1 ? named : names;
  if (candidates.length > 1 || (candidates.length === 0 && names.length > 0)) {
    const list = names.join(", ");
    throw new OperatorError(
      `${folder} holds several models: ${list}; set INFERENCE_MODEL to the name of one of them`,
      2,
    );
  }
  if (candidates[0] === undefined) return null;
  const file = path.join(folder, candidates[0]);
  await requireGguf(file);
  return file;
}
