import "server-only";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { GoldDto } from "@/domain/decide/gold/gold-dto";
import { goldIncluded, toGoldDto } from "@/domain/decide/gold/list-gold";
import { withdrawSlot } from "@/domain/decide/withdraw-slots";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** Calls off what waits before people and nobody has open; whoever reads one now is left to finish it. */
async function withdrawUnread(tx: Tx, user: UserActor, goldCaseId: string): Promise<void> {
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    SELECT slot.id FROM review_slot slot JOIN "case" c ON c.id = slot.case_id
    WHERE slot.gold_case_id = ${goldCaseId}::uuid AND slot.answer_id IS NULL AND slot.withdrawn_at IS NULL
      AND c.state IN ('open', 'escalated') FOR UPDATE OF c`;
  const slots = await tx.reviewSlot.findMany({ where: { id: { in: waiting.map(({ id }) => id) } } });
  for (const slot of slots) await withdrawSlot(tx, user, slot);
}

/** Gives a conversation whose answer is known to nobody any more; what was answered stays. Throws FORBIDDEN, NOT_FOUND, CONFLICT. */
export async function retireGold(actor: Actor, goldId: string): Promise<GoldDto> {
  const user = requireUser(actor, "case.lead");
  return db().$transaction(async (tx) => {
    const found = isId(goldId) ? await tx.goldCase.findUnique({ where: { id: goldId } }) : null;
    if (!found) throw new AppError("NOT_FOUND", "There is no reference case with this id.");
    await lockConversation(tx, found.conversationId);
    const { count } = await tx.goldCase.updateMany({
      where: { id: goldId, retiredAt: null },
      data: { retiredAt: new Date() },
    });
    if (count === 0) throw new AppError("CONFLICT", "It is retired already.");
    const { conversationId } = found;
    await withdrawUnread(tx, user, goldId);
    await appendEvent(tx, { type: "decide.gold.retired", actor: user, conversationId, facts: { goldId } });
    return toGoldDto(await tx.goldCase.findUniqueOrThrow({ where: { id: goldId }, include: goldIncluded }));
  });
}
