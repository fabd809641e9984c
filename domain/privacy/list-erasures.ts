import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { ErasurePage } from "@/domain/privacy/erasure-dto";
import { db } from "@/lib/db/client";

const PAGE_SIZE = 50;

export const erasureFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "The id of the last one of the page before" }),
});

/** One page of past erasures, newest first: ids of version 7 sort by when they were made. Throws FORBIDDEN. */
export async function listErasures(
  actor: Actor,
  { cursor }: z.infer<typeof erasureFilterSchema>,
): Promise<ErasurePage> {
  requireRight(actor, "privacy.manage");
  const rows = await db().erasure.findMany({
    where: cursor === undefined ? {} : { id: { lt: cursor } },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
    include: { by: { select: { name: true } } },
  });
  const items = rows.slice(0, PAGE_SIZE).map(({ by, byId: _, createdAt, ...row }) => ({
    ...row,
    by: by?.name ?? null,
    at: createdAt.toISOString(),
  }));
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}
