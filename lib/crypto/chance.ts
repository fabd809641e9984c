import { createHmac, type KeyObject } from "node:crypto";

const BYTES = 6;

/** The chance of one id in one draw: even over [0, 1), always the same under the same key, and not to be foreseen without it. */
export function chanceOf(key: KeyObject, id: string): number {
  return createHmac("sha256", key).update(id).digest().readUIntBE(0, BYTES) / 2 ** (8 * BYTES);
}
