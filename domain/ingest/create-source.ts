import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { findPlatform, PLATFORMS } from "@/domain/ingest/platforms/all";
import type { Platform } from "@/domain/ingest/platforms/platform";
import type { CreatedSource } from "@/domain/ingest/source-dto";
import { chooseSecret, insertSecret, makeUrlKey } from "@/domain/ingest/source-secrets";
import { webhookUrl } from "@/domain/ingest/webhook-url";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { createDataKey, type OpenKey } from "@/lib/keys/data-keys";
import { typedName } from "@/lib/text/printable";

const MAX_SECRETS = 10;
const MAX_SECRET_LENGTH = 4_000;
const platformName = z
  .string()
  .refine((name) => name === "api" || findPlatform(name) !== null, {
    error: () => `must be one of: api, ${PLATFORMS.map(({ name }) => name).join(", ")}`,
  })
  .meta({ description: "`api` for an ingest key, else the chat platform that sends webhooks" });
const secretText = z.string().min(1, "must not be empty").max(MAX_SECRET_LENGTH);

export const sourceInputSchema = z
  .strictObject({
    platform: platformName,
    name: typedName(80),
    secrets: z
      .array(secretText)
      .max(MAX_SECRETS)
      .optional()
      .meta({ description: "Signing secrets of the platform; left out, one is made where Vigil may make it up" }),
    unsigned: z
      .literal(true)
      .optional()
      .meta({ description: "For a platform that does not sign: the address then holds the secret" }),
  })
  .meta({ id: "SourceInput" });
export type SourceInput = z.infer<typeof sourceInputSchema>;

/**
 * Adds a source with its secrets.
 * @throws FORBIDDEN, INVALID (a secret has not the platform's form, or is given for an unsigned address), CONFLICT when the platform has one of this name
 */
export async function createSource(actor: Actor, input: SourceInput): Promise<CreatedSource> {
  requireRight(actor, "source.manage");
  const platform = findPlatform(input.platform);
  const given = input.secrets ?? [];
  const secrets = input.unsigned
    ? [makeUrlKey(platform, given, "/secrets")]
    : platform
      ? secretsOf(platform, given)
      : refuseSecrets(given);
  const name = platform?.name ?? input.platform;
  return db().$transaction(async (tx) => {
    await holdSources(tx);
    const taken = await tx.source.findUnique({ where: { platform_name: { platform: name, name: input.name } } });
    if (taken) throw new AppError("CONFLICT", `There is a source called “${input.name}” already. Choose another name.`);
    const { id, key } = await insertSource(tx, actor, { platform: name, name: input.name });
    for (const secret of secrets) {
      const secretId = await insertSecret(tx, id, key, secret);
      await appendEvent(tx, { type: "ingest.secret.added", actor, facts: { sourceId: id, secretId } });
    }
    const made = given.length === 0 || input.unsigned ? (secrets[0] ?? null) : null;
    const url = platform ? webhookUrl(platform, id, input.unsigned ? made : null) : null;
    return { id, platform: name, name: input.name, url, secret: made };
  });
}

/** Conversations of the HTTP API are sent with keys. */
function refuseSecrets(given: readonly string[]): string[] {
  if (given.length === 0) return [];
  throw new AppError("INVALID", "A source of the HTTP API has no secret. Make a key for it instead.");
}

function secretsOf(platform: Platform, given: readonly string[]): string[] {
  if (given.length > 0) return given.flatMap((secret, at) => chooseSecret(platform, secret, `/secrets/${at}`) ?? []);
  const made = chooseSecret(platform, undefined);
  return made === null ? [] : [made];
}

/** One new source at a time, so that two with one name cannot be made at once. */
export function holdSources(tx: Tx): Promise<void> {
  return holdName(tx, "sources");
}

/** Writes the row of a new source with its data key and its audit event. */
export async function insertSource(
  tx: Tx,
  actor: Actor,
  source: { platform: string; name: string; urgency?: "bulk" },
): Promise<{ id: string; key: OpenKey }> {
  const id = newId();
  const key = await createDataKey(tx, "source");
  await tx.source.create({ data: { ...source, id, dataKeyId: key.id } });
  await appendEvent(tx, { type: "ingest.source.created", actor, facts: { sourceId: id, platform: source.platform } });
  return { id, key };
}
