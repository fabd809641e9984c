import "server-only";
import type { Engine } from "@/inference/engines/engine";
import { OFFLINE_VERSION, readOffline } from "@/inference/engines/offline/read-offline";

/** The engine of a machine without a model server: keyword rules and a heuristic, always marked provisional. */
export const offlineEngine: Engine = {
  name: "offline",
  model: OFFLINE_VERSION,
  async read(messages) {
    const started = performance.now();
    const reading = readOffline(messages);
    const latencyMs = Math.round(performance.now() - started);
    return {
      reading,
      calls: [],
      engine: "offline",
      model: OFFLINE_VERSION,
      strategy: "rules",
      provisional: true,
      latencyMs,
    };
  },
  isReachable: async () => true,
};
