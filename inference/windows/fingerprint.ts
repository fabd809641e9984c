import { createHash } from "node:crypto";
import { PREPROCESS_VERSION } from "@/inference/preprocess";
import type { Strategy } from "@/inference/strategies/strategy";
import { WINDOW_FORMAT_VERSION } from "@/inference/windows/build-windows";

/** What decides the reading of a window, besides the versions of our own rules. */
export type FingerprintOf = { model: string; revision: string | null; strategy: Strategy; prompt: string };

/**
 * SHA-256, in hex, of all that decides how a window is read. A stored reading with the same one need not be asked for
 * again; a new model, revision, strategy or version of the transform makes every window new. It can be checked against
 * guesses of the text, so what is stored is a keyed hash of it (inference/window-memory.ts).
 */
export function windowFingerprint({ model, revision, strategy, prompt }: FingerprintOf): string {
  const { name, judges, rule } = { judges: null, rule: null, ...strategy };
  const parts = [model, revision, name, judges, rule, PREPROCESS_VERSION, WINDOW_FORMAT_VERSION, prompt];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
