import "server-only";
import { openText, type Place, SealBroken } from "@/lib/crypto/seal";
import { type OpenKey, openDataKey } from "@/lib/keys/data-keys";
import { log } from "@/lib/log/log";

/**
 * Unwraps a stored data key for reading: null when it was erased, and also when it does not unwrap. The latter is logged
 * with its id: one damaged row must not take the page, or the job, that reads it down with it.
 */
export function openDataKeyOrNull(stored: Parameters<typeof openDataKey>[0]): OpenKey | null {
  try {
    return openDataKey(stored);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log.error(
      { dataKeyId: stored.id, kekVersion: stored.kekVersion, why: error.message },
      "a data key does not unwrap",
    );
    return null;
  }
}

/** Opens a sealed text for reading: null without key or box, and when it does not open, which is logged with its place. */
export function openTextOrNull(key: OpenKey | null, box: Uint8Array | null, place: Place): string | null {
  if (key === null || box === null) return null;
  try {
    return openText(key.key, box, place);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    log.error({ ...place, dataKeyId: key.id }, "a sealed text does not open");
    return null;
  }
}
