import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { RotatedSecret } from "@/domain/outbox/endpoint-dto";
import { openEndpoint, sealSecret } from "@/domain/outbox/endpoint-target";
import { lockEndpoint } from "@/domain/outbox/lock-endpoint";
import { db } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { AppError } from "@/lib/errors/app-error";
import { generateWebhookSecret } from "@/lib/outbound/sign-webhook";

/** For so long, in milliseconds, messages are signed with the former secret too. */
const OVERLAP_MS = 24 * 60 * 60 * 1_000;

/**
 * Gives a webhook a new secret, returned this one time. For a day messages carry a signature of each, so that the receiver
 * changes over without a gap.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT for what is not signed
 */
export async function rotateEndpointSecret(actor: Actor, endpointId: string): Promise<RotatedSecret> {
  requireRight(actor, "settings.manage");
  return db().$transaction(async (tx) => {
    const row = await lockEndpoint(tx, endpointId);
    if (row.kind !== "webhook")
      throw new AppError("CONFLICT", "Only webhooks are signed. This endpoint has no secret.");
    const now = await databaseNow(tx);
    const { key, secrets } = openEndpoint(row, now);
    const secret = generateWebhookSecret();
    const until = new Date(now.getTime() + OVERLAP_MS);
    const [former] = secrets;
    await tx.outboundEndpoint.update({
      where: { id: row.id },
      data: {
        secretSealed: sealSecret(key, row.id, "secret_sealed", secret),
        previousSecretSealed: former === undefined ? null : sealSecret(key, row.id, "previous_secret_sealed", former),
        previousSecretUntil: until,
      },
    });
    const facts = { endpointId: row.id, changed: ["secret"] };
    await appendEvent(tx, { type: "outbox.endpoint.changed", actor, facts });
    return { secret, previousSecretUntil: until.toISOString() };
  });
}
