import "server-only";
import { z } from "zod";
import { type Actor, hasRight, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { findLiveCase } from "@/domain/triage/case-rows";
import { reopenCase } from "@/domain/triage/reopen-case";
import { sealText } from "@/lib/crypto/seal";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

export const undoInputSchema = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .optional()
      .meta({ description: "Needed from a lead after the undo window" }),
  })
  .meta({ id: "UndoInput" });
export type UndoInput = z.infer<typeof undoInputSchema>;

export const undoneDecisionSchema = z
  .object({
    caseId: z.uuid(),
    reopened: z.boolean().meta({ description: "false when the conversation has a newer case that waits already" }),
  })
  .meta({ id: "UndoneDecision" });
export type UndoneDecision = z.infer<typeof undoneDecisionSchema>;

const windowSchema = z.object({ open: z.boolean() });

async function lockDecision(tx: Tx, decisionId: string) {
  const found = isId(decisionId) ? await tx.decision.findUnique({ where: { id: decisionId } }) : null;
  if (!found) throw new AppError("NOT_FOUND", "There is no decision with this id.");
  await lockConversation(tx, found.conversationId);
  await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${found.caseId}::uuid FOR UPDATE`;
  const [window] = z
    .array(windowSchema)
    .parse(await tx.$queryRaw`SELECT now() <= undoable_until AS open FROM decision WHERE id = ${decisionId}::uuid`);
  const decision = await tx.decision.findUniqueOrThrow({
    where: { id: decisionId },
    include: { undo: true, supersededBy: true, conversation: { include: { dataKey: true } } },
  });
  return { decision, windowOpen: window?.open === true };
}

/**
 * Takes a decision back: by its author within the undo window, or by a lead with a reason at any time. The decision
 * stays on record and out of the figures; its case waits in the queue again, unless the conversation has a newer one.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (undone or superseded already, or the window is over), INVALID (no reason)
 */
export async function undoDecision(actor: Actor, decisionId: string, input: UndoInput): Promise<UndoneDecision> {
  const user = requireUser(actor, "case.decide");
  return db().$transaction(async (tx) => {
    const { decision, windowOpen } = await lockDecision(tx, decisionId);
    const byAuthor = decision.reviewerId === user.userId;
    const mayAlways = hasRight(user, "decision.undo.any");
    if (!byAuthor && !mayAlways)
      throw new AppError("FORBIDDEN", "Only its author, or a lead, can take this decision back.");
    if (decision.undo || decision.supersededBy)
      throw new AppError("CONFLICT", "This decision was taken back or replaced already.");
    if (!(byAuthor && windowOpen)) {
      if (!mayAlways)
        throw new AppError("CONFLICT", "The time to undo is over. Ask a lead, who can take it back with a reason.");
      if (!input.reason) {
        const errors = [{ pointer: "/reason", message: "say why the decision is taken back" }];
        throw new AppError("INVALID", "Say why the decision is taken back.", { errors });
      }
    }
    const key = openDataKeyOrNull(decision.conversation.dataKey);
    const place = { table: "decision_undo", column: "reason_sealed", row: decisionId };
    const reasonSealed = input.reason && key ? sealText(key.key, input.reason, place) : null;
    await tx.decisionUndo.create({ data: { decisionId, byId: user.userId, reasonSealed } });
    const { caseId, conversationId } = decision;
    await appendEvent(tx, {
      type: "decide.decision.undone",
      actor,
      caseId,
      conversationId,
      facts: { decisionId, byAuthor },
    });
    const reopened = (await findLiveCase(tx, conversationId)) === null;
    if (reopened) await reopenCase(tx, actor, caseId);
    return { caseId, reopened };
  });
}
