import "server-only";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { generateUrlKey } from "@/domain/ingest/platforms/url-key";
import { secretPlace } from "@/domain/ingest/source-places";
import { urlKeyName } from "@/domain/ingest/webhook-url";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import type { OpenKey } from "@/lib/keys/data-keys";

/** Shorter secrets show none of their characters. */
const HINT_FROM_LENGTH = 16;
const HINT_LENGTH = 4;

/**
 * The secret to store: the one given, or where the platform lets us make it up a new one.
 * @param pointer where the given one stands in the input
 * @returns null when none was given and only the platform can make one
 * @throws INVALID when it does not have the platform's form
 */
export function chooseSecret(platform: Platform, given: string | undefined, pointer = "/secret"): string | null {
  const { secret } = platform;
  const text = given?.trim();
  if (text === undefined || text === "") return secret.generate?.() ?? null;
  if (!secret.pattern.test(text)) {
    const message = `This is not a ${secret.label.toLowerCase()} of ${platform.label}. ${secret.hint}`;
    throw new AppError("INVALID", message, { errors: [{ pointer, message }] });
  }
  return text;
}

/**
 * A new key for the address itself, for a platform that sends unsigned.
 * @param given secrets that came with the wish for it, at `pointer` in the input: one cannot have both
 * @throws INVALID for a platform that signs (its address must open nothing by itself), and where secrets are given
 */
export function makeUrlKey(platform: Platform | null, given: readonly string[], pointer: string): string {
  if (platform === null || urlKeyName(platform) === null)
    throw new AppError("INVALID", "This platform signs what it sends. Leave `unsigned` out, and give its secret.");
  if (given.length > 0) {
    const message =
      "An unsigned address takes no secret: its key is made here. Leave out either the secret or `unsigned`.";
    throw new AppError("INVALID", message, { errors: [{ pointer, message }] });
  }
  return generateUrlKey();
}

/** Writes one more live secret of a source. Returns its id. */
export async function insertSecret(tx: Tx, sourceId: string, key: OpenKey, secret: string): Promise<string> {
  const id = newId();
  const hint = secret.length >= HINT_FROM_LENGTH && !secret.includes("\n") ? secret.slice(-HINT_LENGTH) : "";
  const secretSealed = sealText(key.key, secret, secretPlace(id));
  await tx.sourceSecret.create({ data: { id, sourceId, secretSealed, hint } });
  return id;
}
