import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { GoldDto, GoldInput } from "@/domain/decide/gold/gold-dto";
import { goldIncluded, toGoldDto } from "@/domain/decide/gold/list-gold";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { STANDING, STANDING_FIRST } from "@/domain/triage/standing-decision";
import { db, type Tx } from "@/lib/db/client";
import { databaseNow } from "@/lib/db/database-now";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

/** The decision, where it stands for its conversation and nothing can take it from under the gold case. Throws NOT_FOUND, CONFLICT. */
async function getSettled(tx: Tx, decisionId: string) {
  const found = await tx.decision.findUnique({ where: { id: decisionId } });
  if (!found) throw new AppError("NOT_FOUND", "There is no decision with this id.");
  const { conversationId } = found;
  await lockConversation(tx, conversationId);
  const standing = await tx.decision.findFirst({
    where: { conversationId, ...STANDING },
    orderBy: [...STANDING_FIRST],
  });
  if (standing?.id !== decisionId) throw new AppError("CONFLICT", "This decision does not stand any more.");
  const open = await tx.reviewSlot.count({ where: { firstDecisionId: decisionId, answerId: null, withdrawnAt: null } });
  const isNew = standing.undoableUntil > (await databaseNow(tx));
  if (isNew || open > 0)
    throw new AppError("CONFLICT", "This decision is not settled yet: it can be undone, or somebody else looks at it.");
  return standing;
}

/**
 * Takes a decided conversation among those whose answer is known, to be mixed into reviewers' work unseen. One that was
 * retired comes back with the decision that stands now. Throws FORBIDDEN, NOT_FOUND, CONFLICT.
 */
export async function addGold(actor: Actor, { decisionId }: GoldInput): Promise<GoldDto> {
  const user = requireUser(actor, "case.lead");
  return db().$transaction(async (tx) => {
    const { conversationId, revision } = await getSettled(tx, decisionId);
    const known = await tx.goldCase.findUnique({ where: { conversationId_revision: { conversationId, revision } } });
    if (known && known.retiredAt === null) throw new AppError("CONFLICT", "This conversation is among them already.");
    const answer = { decisionId, addedById: user.userId, retiredAt: null };
    const row = known
      ? await tx.goldCase.update({ where: { id: known.id }, data: answer, include: goldIncluded })
      : await tx.goldCase.create({ data: { id: newId(), conversationId, revision, ...answer }, include: goldIncluded });
    const facts = { goldId: row.id, decisionId };
    await appendEvent(tx, { type: "decide.gold.added", actor: user, conversationId, facts });
    return toGoldDto(row);
  });
}
