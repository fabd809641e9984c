// TEMPORARY PLACEHOLDER by the founder so that others can start the app; the owner of this folder overwrites it.
import type { ReadableMessage } from "@/domain/ingest/message";
import type { Reading } from "@/inference/risk";
export const OFFLINE_VERSION = "offline-0";
export function readOffline(_messages: readonly ReadableMessage[]): Reading {
  return { outcome: "unscored", reason: "internal_error", detail: "The offline reader is not built yet." };
}
