import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { ErasedLine } from "@/domain/privacy/erased-list";
import { db } from "@/lib/db/client";

const PAGE_SIZE = 1_000;
type Place = { erasureId: string; kind: ErasedLine["kind"]; itemId: string };

/**
 * The list of everything that was erased, oldest first: ids of rows and keys, no content and no outside id. Kept beside
 * the backups, it says what has to be erased again once one of them was restored. Each page is written down. Throws FORBIDDEN.
 */
export async function* exportErased(actor: Actor): AsyncGenerator<ErasedLine, void> {
  requireRight(actor, "privacy.manage");
  for (let after: Place | null = null; ; ) {
    const rows: (Place & { dataKeyId: string })[] = await db().erasedItem.findMany({
      orderBy: [{ erasureId: "asc" }, { kind: "asc" }, { itemId: "asc" }],
      take: PAGE_SIZE,
      ...(after ? { cursor: { erasureId_kind_itemId: after }, skip: 1 } : {}),
    });
    if (rows.length === 0) return;
    await appendEvent(db(), { type: "privacy.erasures.exported", actor, facts: { rows: rows.length } });
    for (const { erasureId, kind, itemId, dataKeyId } of rows) yield { erasureId, kind, id: itemId, dataKeyId };
    const { erasureId, kind, itemId } = rows.at(-1) as Place;
    after = { erasureId, kind, itemId };
  }
}
