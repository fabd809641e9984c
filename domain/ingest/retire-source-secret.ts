import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { getSourceRow } from "@/domain/ingest/source-row";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** Ends a secret: what is signed with it is refused within a second. Throws FORBIDDEN, NOT_FOUND. */
export async function retireSourceSecret(actor: Actor, sourceId: string, secretId: string): Promise<void> {
  requireRight(actor, "source.manage");
  await db().$transaction(async (tx) => {
    await getSourceRow(tx, sourceId);
    const ended = await tx.sourceSecret.updateMany({
      where: { id: secretId, sourceId, retiredAt: null },
      data: { retiredAt: new Date() },
    });
    if (ended.count === 0) throw new AppError("NOT_FOUND", "This source has no live secret with this id.");
    await appendEvent(tx, { type: "ingest.secret.retired", actor, facts: { sourceId, secretId } });
  });
}
