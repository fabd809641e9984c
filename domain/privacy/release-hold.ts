import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** Ends a legal hold; one that has ended stays as it is. @throws FORBIDDEN, NOT_FOUND */
export async function releaseHold(actor: Actor, holdId: string): Promise<void> {
  requireRight(actor, "privacy.manage");
  await db().$transaction(async (tx) => {
    const hold = isId(holdId) ? await tx.legalHold.findUnique({ where: { id: holdId } }) : null;
    if (!hold) throw new AppError("NOT_FOUND", "There is no hold with this id.");
    const releasedById = actor.kind === "user" ? actor.userId : null;
    const { count } = await tx.legalHold.updateMany({
      where: { id: holdId, releasedAt: null },
      data: { releasedAt: new Date(), releasedById },
    });
    if (count === 0) return;
    const about = hold.conversationId === null ? {} : { conversationId: hold.conversationId };
    const facts = { holdId, of: hold.conversationId === null ? "person" : "conversation" };
    await appendEvent(tx, { type: "privacy.hold.released", actor, ...about, facts });
  });
}
