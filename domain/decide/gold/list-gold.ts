import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { GoldDto, GoldPage } from "@/domain/decide/gold/gold-dto";
import { db, type Prisma } from "@/lib/db/client";

const PAGE_SIZE = 50;

export const goldIncluded = {
  decision: true,
  addedBy: true,
  slots: { where: { answerId: { not: null } }, select: { agreed: true } },
} satisfies Prisma.GoldCaseInclude;

/** A row as it leaves the API: never who answered, which is nobody's to compare. */
export function toGoldDto(row: Prisma.GoldCaseGetPayload<{ include: typeof goldIncluded }>): GoldDto {
  return {
    id: row.id,
    conversationId: row.conversationId,
    caseId: row.decision.caseId,
    decisionId: row.decisionId,
    revision: row.revision,
    verdict: row.decision.verdict,
    addedBy: row.addedBy?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    answered: row.slots.length,
    agreed: row.slots.filter(({ agreed }) => agreed === true).length,
  };
}

/** One page of the conversations whose answer is known, the newest first, retired ones included. Throws FORBIDDEN. */
export async function listGold(actor: Actor, { cursor }: { cursor?: string }): Promise<GoldPage> {
  requireRight(actor, "measure.read");
  // Ids are made in the order of time.
  const rows = await db().goldCase.findMany({
    where: cursor ? { id: { lt: cursor } } : {},
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
    include: goldIncluded,
  });
  const items = rows.slice(0, PAGE_SIZE).map(toGoldDto);
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}
