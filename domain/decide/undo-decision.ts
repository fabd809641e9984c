import "server-only";
import { z } from "zod";
import { type Actor, hasRight, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { concludedOf } from "@/domain/decide/answer-slot";
import { carrySecondReview } from "@/domain/decide/carry-second-review";
import { mustWait } from "@/domain/decide/further-look";
import { openSecondReview } from "@/domain/decide/open-second-review";
import { queueUndoneDecision } from "@/domain/decide/queue-decisions";
import { askAgain, isLookedAt } from "@/domain/decide/slots-of-decision";
import { withdrawSlots } from "@/domain/decide/withdraw-slots";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { settingIn } from "@/domain/settings/setting-in";
import { lockLiveCase } from "@/domain/triage/case-rows";
import { PINNED_REASONS } from "@/domain/triage/case-state";
import { reopenCase } from "@/domain/triage/reopen-case";
import type { Tier } from "@/domain/triage/tier";
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
    reopened: z.boolean().meta({
      description:
        "false when the conversation has a newer case that waits already, when the decision before it stands again, once the conversation was erased, and when nobody is asked for the answer any more",
    }),
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
    include: {
      undo: true,
      case: true,
      supersedes: { include: { findings: true, case: true } },
      supersededBy: { where: { undo: null } },
      conversation: { include: { dataKey: true } },
    },
  });
  return { decision, windowOpen: window?.open === true };
}
type Locked = Awaited<ReturnType<typeof lockDecision>>;
type Replaced = NonNullable<Locked["decision"]["supersedes"]>;

/** Whether this person may take it back now, and with the reason they gave. Throws FORBIDDEN, CONFLICT, INVALID. */
function requireUndoable(user: UserActor, { decision, windowOpen }: Locked, input: UndoInput): { byAuthor: boolean } {
  const byAuthor = decision.reviewerId === user.userId;
  const mayAlways = hasRight(user, "decision.undo.any");
  if (!byAuthor && !mayAlways)
    throw new AppError("FORBIDDEN", "Only its author, or a lead, can take this decision back.");
  if (decision.undo || decision.supersededBy.length > 0)
    throw new AppError("CONFLICT", "This decision was taken back or replaced already.");
  if (byAuthor && windowOpen) return { byAuthor };
  if (!mayAlways)
    throw new AppError("CONFLICT", "The time to undo is over. Ask a lead, who can take it back with a reason.");
  if (!input.reason) {
    const errors = [{ pointer: "/reason", message: "say why the decision is taken back" }];
    throw new AppError("INVALID", "Say why the decision is taken back.", { errors });
  }
  return { byAuthor };
}

/**
 * A decision stands again because what took its place was taken back. The second review that had moved on from it comes
 * back, or is called off where somebody has looked at it already; where it has to wait and nobody looks, somebody is asked.
 */
async function restoreReplaced(tx: Tx, user: UserActor, { decision }: Locked, before: Replaced): Promise<void> {
  const { reason, tier } = before.case;
  const rules = await settingIn(tx, "more_eyes");
  const binding = mustWait(rules, { reason, tier: tier as Tier, risks: concludedOf(before).risks });
  if (await isLookedAt(tx, before.id, binding)) return withdrawSlots(tx, user, decision.id);
  await withdrawSlots(tx, user, decision.id, "adjudication");
  const carried = await carrySecondReview(tx, user, decision.id, before, binding);
  if (!binding) return;
  if (!carried) await openSecondReview(tx, user, before, { binding, probability: 1 });
  // Not over again, so that it is told once somebody has agreed.
  const data = { state: "decided", closedAt: null, version: { increment: 1 } } as const;
  await tx.case.updateMany({ where: { id: before.caseId, state: "closed" }, data });
}

/** Puts the case back before people. A case that looks again at one moment stands beside others, so it always returns. */
async function reopen(tx: Tx, actor: Actor, { caseId, conversationId, case: { reason } }: Locked["decision"]) {
  const isBeside = PINNED_REASONS.includes(reason);
  const reopened = isBeside || (await lockLiveCase(tx, conversationId)) === null;
  if (reopened) await reopenCase(tx, actor, caseId);
  return reopened;
}

/**
 * Takes a decision back: by its author within the undo window, or by a lead with a reason at any time. The decision
 * stays on record and out of the figures; further looks at it are called off; its case waits in the queue again, unless
 * the conversation has a newer one, an earlier decision that it had corrected stands again, or it was the answer to what is
 * not asked any more.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (undone or superseded already, or the window is over), INVALID (no reason)
 */
export async function undoDecision(actor: Actor, decisionId: string, input: UndoInput): Promise<UndoneDecision> {
  const user = requireUser(actor, "case.decide");
  return db().$transaction(async (tx) => {
    const locked = await lockDecision(tx, decisionId);
    const { decision } = locked;
    const { byAuthor } = requireUndoable(user, locked, input);
    const key = openDataKeyOrNull(decision.conversation.dataKey);
    const place = { table: "decision_undo", column: "reason_sealed", row: decisionId };
    const reasonSealed = input.reason && key ? sealText(key.key, input.reason, place) : null;
    await tx.decisionUndo.create({ data: { decisionId, byId: user.userId, reasonSealed } });
    const { caseId, conversationId } = decision;
    const facts = { decisionId, byAuthor };
    await appendEvent(tx, { type: "decide.decision.undone", actor, caseId, conversationId, facts });
    const before = decision.supersedes;
    const isCorrection = before?.caseId === caseId;
    if (!isCorrection) await withdrawSlots(tx, user, decisionId);
    const isAsked = isCorrection || (await askAgain(tx, user, decisionId));
    if (before) await restoreReplaced(tx, user, locked, before);
    await queueUndoneDecision(tx, decisionId);
    // Where nobody's words are left there is nothing to look at again.
    const isThere = decision.conversation.emptiedAt === null;
    const reopened = isThere && !isCorrection && isAsked && (await reopen(tx, user, decision));
    return { caseId, reopened };
  });
}
