import "server-only";
import { type Actor, requireRight, requireUser, type UserActor } from "@/domain/access/actor";
import { answerSlot, findSlotOfCase, type SlotOfCase } from "@/domain/decide/answer-slot";
import { checkChoices } from "@/domain/decide/check-choices";
import type { DecisionInput } from "@/domain/decide/decision-input";
import type { DecisionResult } from "@/domain/decide/decision-result";
import { drawReview } from "@/domain/decide/draw-review";
import { findRepeated } from "@/domain/decide/find-repeated";
import { insertDecision } from "@/domain/decide/insert-decision";
import { lockConversationOfCase } from "@/domain/ingest/lock-conversation";
import { currentSetting } from "@/domain/settings/current-setting";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { type FlaggedVisibility, modelIsVisible, stateAfter } from "@/domain/triage/case-state";
import { forFreshEyes } from "@/domain/triage/fresh-eyes";
import { type HeldClaim, lockHeldClaim } from "@/domain/triage/held-claim";
import type { Tier } from "@/domain/triage/tier";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

function moved(held: HeldClaim, message: string): AppError {
  const members = { current: { state: "claimed", revision: held.revision, version: held.version } };
  return new AppError("CONFLICT", message, { members });
}

/** Whether the reviewer saw the model's answer: what the desk shows now, or what they name although it no longer would. */
function wasVisible(held: HeldClaim, { classificationId }: DecisionInput, flagged: FlaggedVisibility): boolean {
  const reason = held.reason as CaseReason;
  if (modelIsVisible(reason, flagged)) return true;
  return modelIsVisible(reason) && classificationId != null;
}

/** What was read must be what there is: all messages, and the reading that the case shows now. Throws CONFLICT. */
function requireSameView(held: HeldClaim, { revision, classificationId }: DecisionInput, visible: boolean): void {
  if (held.revision !== revision) {
    throw moved(held, "New messages have arrived since you read this. Read them, then decide.");
  }
  if (classificationId === undefined || !visible) return;
  if (held.classification_id !== classificationId) {
    throw moved(held, "A newer reading has replaced the one you saw. Look at it, then decide.");
  }
}

/** Holds the conversation, then the case and the claim: in this order everywhere, so that two writes only ever queue up. */
async function lock(tx: Tx, user: UserActor, caseId: string, token: string): Promise<HeldClaim> {
  if (isId(caseId)) await lockConversationOfCase(tx, caseId);
  return lockHeldClaim(tx, user, caseId, token);
}

async function endDecided(tx: Tx, { claim_id: claimId, case_id: caseId }: HeldClaim): Promise<void> {
  await tx.$executeRaw`
    WITH ended AS (UPDATE claim SET ended_at = now(), "end" = 'decided' WHERE id = ${claimId}::uuid)
    UPDATE "case" SET state = ${stateAfter("claimed", "decide")}::case_state, holder_id = NULL, version = version + 1
    WHERE id = ${caseId}::uuid`;
}

/** A further look is nobody's who knows what it must not show them; settling needs the right to. Throws FORBIDDEN. */
async function requireFreshEyes(tx: Tx, user: UserActor, slot: SlotOfCase | null): Promise<void> {
  if (!slot) return;
  if (slot.kind === "adjudication") requireRight(user, "decision.adjudicate");
  const fresh = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "case" c WHERE c.id = ${slot.caseId}::uuid AND ${forFreshEyes(user)}`;
  if (fresh.length === 0)
    throw new AppError(
      "FORBIDDEN",
      "You decided the case that this looks at again, or have seen what was decided. Leave it to somebody else.",
    );
}

async function record(user: UserActor, caseId: string, input: DecisionInput): Promise<DecisionResult> {
  const [{ flagged }, rules] = [await currentSetting("model_visibility"), await currentSetting("more_eyes")];
  return db().$transaction(async (tx) => {
    const held = await lock(tx, user, caseId, input.token);
    const slot = await findSlotOfCase(tx, caseId);
    await requireFreshEyes(tx, user, slot);
    const modelVisible = wasVisible(held, input, flagged);
    requireSameView(held, input, modelVisible);
    await checkChoices(tx, input);
    const about = { caseId, conversationId: held.conversation_id, revision: held.revision };
    const supersedesId = slot?.kind === "adjudication" ? slot.firstDecisionId : null;
    const on = { ...about, classificationId: held.classification_id, modelVisible, supersedesId };
    const { risks, ...made } = await insertDecision(tx, user, on, input);
    await endDecided(tx, held);
    const reason = held.reason as CaseReason;
    const decided = { ...about, id: made.id, verdict: made.verdict, risks, reason, tier: held.tier as Tier };
    if (slot) await answerSlot(tx, user, slot, decided);
    const waits = await drawReview(tx, user, rules, { ...decided, classificationId: held.classification_id });
    return { ...made, caseId, waits, firstReading: !modelVisible && modelIsVisible(reason), repeated: false };
  });
}

/**
 * Records what the holder of a claim concluded, and ends the claim. A decision on messages that are no longer all there
 * is, or about a reading that is no longer the one shown, is refused, so that nobody closes what they have not read. In
 * the same transaction it answers the further look that the case was for, or draws one for itself. Sent again because no
 * answer came, it is answered as it was saved (`repeated`).
 * @throws FORBIDDEN, NOT_FOUND, LEASE_LOST, CONFLICT (newer revision, another reading), INVALID (findings, action, policies)
 */
export async function recordDecision(actor: Actor, caseId: string, input: DecisionInput): Promise<DecisionResult> {
  const user = requireUser(actor, "case.decide");
  try {
    return await record(user, caseId, input);
  } catch (error) {
    const isOver = error instanceof AppError && error.code === "LEASE_LOST";
    const made = isOver ? await findRepeated(user, caseId, input) : null;
    if (made) return made;
    throw error;
  }
}
