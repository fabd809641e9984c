import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { CreatedSecret } from "@/domain/ingest/source-dto";
import { getSourceRow, platformOf } from "@/domain/ingest/source-row";
import { chooseSecret, insertSecret, makeUrlKey } from "@/domain/ingest/source-secrets";
import { webhookUrl } from "@/domain/ingest/webhook-url";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKey } from "@/lib/keys/data-keys";

export const secretInputSchema = z
  .strictObject({
    secret: z
      .string()
      .max(4_000)
      .optional()
      .meta({ description: "The platform's; left out, Vigil makes one where it may" }),
    unsigned: z.literal(true).optional().meta({ description: "A new address for a platform that does not sign" }),
  })
  .meta({ id: "SourceSecretInput" });
export type SecretInput = z.infer<typeof secretInputSchema>;

/**
 * Adds a live secret beside those there are, so that one can be rotated without a gap.
 * @throws FORBIDDEN, NOT_FOUND, INVALID (not the platform's form, none given where only the platform can make one, or one
 * given for an unsigned address)
 */
export async function addSourceSecret(actor: Actor, sourceId: string, input: SecretInput): Promise<CreatedSecret> {
  requireRight(actor, "source.manage");
  return db().$transaction(async (tx) => {
    const row = await getSourceRow(tx, sourceId);
    const platform = platformOf(row);
    const key = openDataKey(row.dataKey);
    if (!key) throw new AppError("CONFLICT", "The key of this source was erased. Add a new source instead.");
    const byUrl = input.unsigned === true;
    const given = input.secret?.trim() ? [input.secret] : [];
    const secret = byUrl ? makeUrlKey(platform, given, "/secret") : chooseSecret(platform, input.secret);
    if (secret === null) {
      const message = `Give the ${platform.secret.label.toLowerCase()}. ${platform.secret.hint}`;
      throw new AppError("INVALID", message, { errors: [{ pointer: "/secret", message }] });
    }
    const id = await insertSecret(tx, sourceId, key, secret);
    await appendEvent(tx, { type: "ingest.secret.added", actor, facts: { sourceId, secretId: id } });
    const made = byUrl || given.length === 0 ? secret : null;
    return { id, secret: made, url: byUrl ? webhookUrl(platform, sourceId, secret) : null };
  });
}
