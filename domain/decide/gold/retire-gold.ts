import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { GoldDto } from "@/domain/decide/gold/gold-dto";
import { goldIncluded, toGoldDto } from "@/domain/decide/gold/list-gold";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** Gives a conversation whose answer is known to nobody any more; what was answered stays. Throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function retireGold(actor: Actor, goldId: string): Promise<GoldDto> {
  const user = requireUser(actor, "case.lead");
  return db().$transaction(async (tx) => {
    const found = isId(goldId) ? await tx.goldCase.findUnique({ where: { id: goldId } }) : null;
    if (!found) throw new AppError("NOT_FOUND", "There is no reference case with this id.");
    const { count } = await tx.goldCase.updateMany({
      where: { id: goldId, retiredAt: null },
      data: { retiredAt: new Date() },
    });
    if (count === 0) throw new AppError("CONFLICT", "It is retired already.");
    const { conversationId } = found;
    await appendEvent(tx, { type: "decide.gold.retired", actor: user, conversationId, facts: { goldId } });
    return toGoldDto(await tx.goldCase.findUniqueOrThrow({ where: { id: goldId }, include: goldIncluded }));
  });
}
