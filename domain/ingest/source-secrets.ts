import "server-only";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { secretPlace } from "@/domain/ingest/source-places";
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

/** Writes one more live secret of a source. Returns its id. */
export async function insertSecret(tx: Tx, sourceId: string, key: OpenKey, secret: string): Promise<string> {
  const id = newId();
  const hint = secret.length >= HINT_FROM_LENGTH && !secret.includes("\n") ? secret.slice(-HINT_LENGTH) : "";
  const secretSealed = sealText(key.key, secret, secretPlace(id));
  await tx.sourceSecret.create({ data: { id, sourceId, secretSealed, hint } });
  return id;
}
