import "server-only";
import { type Actor, hasRight, requireUser, type UserActor } from "@/domain/access/actor";
import { carrySecondReview } from "@/domain/decide/carry-second-review";
import { checkChoices } from "@/domain/decide/check-choices";
import type { ConclusionInput } from "@/domain/decide/decision-input";
import type { DecisionResult } from "@/domain/decide/decision-result";
import { mustWait } from "@/domain/decide/further-look";
import { insertDecision } from "@/domain/decide/insert-decision";
import { openSecondReview } from "@/domain/decide/open-second-review";
import { isDisputed } from "@/domain/decide/slots-of-decision";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { currentSetting } from "@/domain/settings/current-setting";
import { findLiveCase } from "@/domain/triage/case-rows";
import { CHECKING_REASONS, PINNED_REASONS, stateAfter } from "@/domain/triage/case-state";
import { STANDING, STANDING_FIRST } from "@/domain/triage/standing-decision";
import type { Tier } from "@/domain/triage/tier";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

async function lockDecision(tx: Tx, decisionId: string) {
  const found = isId(decisionId) ? await tx.decision.findUnique({ where: { id: decisionId } }) : null;
  if (!found) throw new AppError("NOT_FOUND", "There is no decision with this id.");
  await lockConversation(tx, found.conversationId);
  await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${found.caseId}::uuid FOR UPDATE`;
  return tx.decision.findUniqueOrThrow({
    where: { id: decisionId },
    include: { case: true, conversation: true },
  });
}
type Locked = Awaited<ReturnType<typeof lockDecision>>;

function moved({ case: { state, version }, conversation }: Locked, message: string): AppError {
  const members = { current: { state, revision: conversation.revision, version } };
  return new AppError("CONFLICT", message, { members });
}

/** What was given as an unswayed answer is kept as it was given. Throws FORBIDDEN. */
function requireAuthorOrLead(user: UserActor, decision: Locked): void {
  if (decision.reviewerId !== user.userId && !hasRight(user, "decision.undo.any"))
    throw new AppError("FORBIDDEN", "Only its author, or a lead, can correct this decision.");
  if (CHECKING_REASONS.includes(decision.case.reason))
    throw new AppError("FORBIDDEN", "This answer is compared with another as it was given, and is not corrected.");
}

/** Only what stands can be corrected, and only where no newer case asks for a decision of its own. Throws CONFLICT. */
async function requireStanding(tx: Tx, decision: Locked): Promise<void> {
  const { conversationId } = decision;
  const standing = await tx.decision.findFirst({
    where: { conversationId, ...STANDING },
    orderBy: [...STANDING_FIRST],
  });
  if (standing?.id !== decision.id) throw moved(decision, "Another decision stands by now. Look at it first.");
  if (await findLiveCase(tx, conversationId))
    throw moved(decision, "A newer case about this conversation waits. Decide there.");
  if (await isDisputed(tx, decision.id))
    throw moved(decision, "A second person came to another conclusion, and a third settles it. It cannot change now.");
}

function requireSameView(decision: Locked, { revision, classificationId }: ConclusionInput): void {
  const { case: about, conversation } = decision;
  const newest = PINNED_REASONS.includes(about.reason) ? about.revision : conversation.revision;
  if (newest !== revision) throw moved(decision, "New messages have arrived since you read this. Read them first.");
  if (classificationId !== undefined && classificationId !== about.classificationId)
    throw moved(decision, "Another reading stands on this case by now. Look at it first.");
}

/**
 * Corrects the decision that stands on a conversation by a new one that takes its place; the corrected one stays on
 * record. It can itself be taken back, and then the one before stands again. A second review that is still open goes on
 * about the new decision, or anew where that is about more messages; a correction that takes a case out of tier 0 waits for a second person like any other.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT with `current`, INVALID
 */
export async function correctDecision(
  actor: Actor,
  decisionId: string,
  input: ConclusionInput,
): Promise<DecisionResult> {
  const user = requireUser(actor, "case.decide");
  const rules = await currentSetting("more_eyes");
  return db().$transaction(async (tx) => {
    const before = await lockDecision(tx, decisionId);
    requireAuthorOrLead(user, before);
    await requireStanding(tx, before);
    requireSameView(before, input);
    await checkChoices(tx, input, before.action);
    const { caseId, conversationId, case: about } = before;
    const { classificationId, reason } = about;
    const view = { caseId, conversationId, revision: input.revision, classificationId };
    const { risks, ...made } = await insertDecision(
      tx,
      user,
      { ...view, modelVisible: true, supersedesId: decisionId },
      input,
    );
    const tier = about.tier as Tier;
    const waits = mustWait(rules, { reason, tier, risks });
    const now = { ...view, id: made.id };
    const carried = await carrySecondReview(tx, user, decisionId, now, waits);
    if (waits && !carried) await openSecondReview(tx, user, now, { binding: true, probability: 1 });
    // Not over yet again: until nobody can take the correction back, and whoever has to has looked, nothing of it leaves.
    const state = stateAfter(about.state, "correct");
    await tx.case.update({ where: { id: caseId }, data: { state, closedAt: null, version: { increment: 1 } } });
    return { ...made, caseId, waits, firstReading: false, repeated: false };
  });
}
