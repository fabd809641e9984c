import type { CallFailure, CallResult, Model } from "@/inference/engines/model";

/** What cannot be made now is not tried again for every call. Milliseconds. */
const REST_MS = 2_000;

function notThere(error: unknown): CallResult {
  const failure: CallFailure = {
    reason: "model_unreachable",
    detail: error instanceof Error ? error.message : "The model is not there.",
    safeToRetry: true,
    serverFault: true,
  };
  return { calls: [], answer: null, failure };
}

/**
 * A model that is made when it is first needed: because its kind has to be found out, or because loading it takes long.
 * While it cannot be made, calls fail as with a server that is down, and making it is tried again.
 * @param before what it is called until then
 * @param make throws an Error with a sentence for an admin
 */
export function deferModel(before: { engine: string; model: string }, make: () => Promise<Model>): Model {
  let made: Model | null = null;
  let making: Promise<Model> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let closed = false;

  async function ensure(): Promise<Model> {
    if (made) return made;
    if (closed) throw new Error("The model was closed.");
    if (performance.now() - failedAt < REST_MS) throw failure;
    making ??= make();
    try {
      made = await making;
      return made;
    } catch (error) {
      failedAt = performance.now();
      failure = error;
      throw error;
    } finally {
      making = null;
    }
  }

  return {
    get engine() {
      return made?.engine ?? before.engine;
    },
    get model() {
      return made?.model ?? before.model;
    },
    async call(request) {
      try {
        return await (await ensure()).call(request);
      } catch (error) {
        return notThere(error);
      }
    },
    async isReachable() {
      try {
        return await (await ensure()).isReachable();
      } catch {
        return false;
      }
    },
    probe: async () => (await ensure()).probe(),
    capabilities: () => made?.capabilities() ?? null,
    async close() {
      closed = true;
      await making?.catch(() => undefined);
      await made?.close();
    },
  };
}
