import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { DeliveryBody } from "@/domain/ingest/delivery-dto";
import { deliveryPlace } from "@/domain/ingest/source-places";
import { getSourceRowEvenDeleted } from "@/domain/ingest/source-row";
import { openBytes, SealBroken } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** Longest part of a body that is shown, in characters. */
const SHOWN = 100_000;

/**
 * A delivery as it came, also when its source was deleted since. This is content: looking at it is recorded.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT when it was forgotten, its key is gone, or it or its key is damaged
 */
export async function getDelivery(actor: Actor, sourceId: string, deliveryId: string): Promise<DeliveryBody> {
  requireRight(actor, "source.manage");
  return db().$transaction(async (tx) => {
    const source = await getSourceRowEvenDeleted(tx, sourceId);
    const row = await tx.webhookDelivery.findFirst({ where: { id: deliveryId, sourceId } });
    if (!row) throw new AppError("NOT_FOUND", "This source has no delivery with this id.");
    const key = openDataKeyOrNull(source.dataKey);
    if (!key) throw new AppError("CONFLICT", "The key of this source was erased or is damaged.");
    const body = openBody(key, row.id, row.bodySealed);
    await appendEvent(tx, { type: "ingest.delivery.viewed", actor, facts: { sourceId, deliveryId } });
    const text = body.toString("utf8");
    const { id, contentType } = row;
    return { id, contentType, bytes: body.byteLength, text: text.slice(0, SHOWN), isCut: text.length > SHOWN };
  });
}

function openBody(key: OpenKey, id: string, sealed: Uint8Array | null): Buffer {
  if (sealed === null) throw new AppError("CONFLICT", "Its bytes are not kept any more: it was read over 30 days ago.");
  try {
    return openBytes(key.key, sealed, deliveryPlace(id));
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new AppError("CONFLICT", "The stored delivery is damaged: it does not open.");
  }
}
