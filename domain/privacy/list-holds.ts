import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { HoldPage } from "@/domain/privacy/hold-dto";
import { db } from "@/lib/db/client";

const PAGE_SIZE = 50;

export const holdFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "The id of the last one of the page before" }),
});

/** One page of legal holds, newest first, released ones included. A held person is not named. Throws FORBIDDEN. */
export async function listHolds(actor: Actor, { cursor }: z.infer<typeof holdFilterSchema>): Promise<HoldPage> {
  requireRight(actor, "privacy.manage");
  const rows = await db().legalHold.findMany({
    where: cursor === undefined ? {} : { id: { lt: cursor } },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
    include: { setBy: { select: { name: true } }, releasedBy: { select: { name: true } } },
  });
  const items = rows.slice(0, PAGE_SIZE).map((row) => ({
    id: row.id,
    of: row.conversationId === null ? ("person" as const) : ("conversation" as const),
    conversationId: row.conversationId,
    reason: row.reason,
    setAt: row.setAt.toISOString(),
    setBy: row.setBy?.name ?? null,
    releasedAt: row.releasedAt?.toISOString() ?? null,
    releasedBy: row.releasedBy?.name ?? null,
  }));
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}
