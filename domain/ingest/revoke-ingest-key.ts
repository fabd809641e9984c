import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** Ends a key at once. Ending an ended key changes nothing. Throws FORBIDDEN, NOT_FOUND. */
export async function revokeIngestKey(actor: Actor, keyId: string): Promise<void> {
  requireRight(actor, "source.manage");
  await db().$transaction(async (tx) => {
    const key = isId(keyId) ? await tx.ingestKey.findUnique({ where: { id: keyId } }) : null;
    if (!key) throw new AppError("NOT_FOUND", "There is no key with this id.");
    const ended = await tx.ingestKey.updateMany({
      where: { id: keyId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (ended.count === 0) return;
    await appendEvent(tx, { type: "ingest.key.revoked", actor, facts: { keyId, sourceId: key.sourceId } });
  });
}
