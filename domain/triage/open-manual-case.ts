import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { MANUAL_TIER } from "@/domain/triage/case-after-reading";
import { insertCase, lockLiveCase } from "@/domain/triage/case-rows";
import { newestFirst } from "@/inference/classification";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

export const openedCaseSchema = z.object({ caseId: z.uuid() }).meta({ id: "OpenedCase" });
export type OpenedCase = z.infer<typeof openedCaseSchema>;

/**
 * Opens a case on a conversation that has none, because a person wants it looked at: the way to record what the model
 * missed. A live case is returned as it is. Throws FORBIDDEN, NOT_FOUND, CONFLICT while it is unread, or once nobody's words
 * are left in it.
 */
export async function openManualCase(actor: Actor, conversationId: string): Promise<OpenedCase> {
  requireUser(actor, "case.open");
  return db().$transaction(async (tx) => {
    if (!isId(conversationId)) throw new AppError("NOT_FOUND", "There is no conversation with this id.");
    await lockConversation(tx, conversationId);
    const conversation = await tx.conversation.findUnique({ where: { id: conversationId } });
    if (!conversation) throw new AppError("NOT_FOUND", "There is no conversation with this id.");
    const live = await lockLiveCase(tx, conversationId);
    if (live) return { caseId: live.id };
    if (conversation.emptiedAt)
      throw new AppError("CONFLICT", "This conversation was erased: there is nothing to review.");
    const newest = await tx.classification.findFirst({
      where: { conversationId, revision: conversation.revision },
      orderBy: newestFirst,
    });
    // What others wrote in a conversation that was erased for one of its people is read by no model any more.
    if (!newest && conversation.erasedAt === null)
      throw new AppError("CONFLICT", "This conversation has not been read yet. Try again in a moment.");
    const about = { conversationId, classificationId: newest?.id ?? null, revision: conversation.revision };
    return { caseId: await insertCase(tx, actor, { ...about, reason: "manual", tier: MANUAL_TIER, score: null }) };
  });
}
