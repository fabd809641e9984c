import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type Completed, completeFindings } from "@/domain/decide/complete-findings";
import type { DecisionInput } from "@/domain/decide/decision-input";
import type { DecisionResult } from "@/domain/decide/decision-result";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { modelIsVisible, stateAfter } from "@/domain/triage/case-state";
import { type HeldClaim, lockHeldClaim } from "@/domain/triage/held-claim";
import { sealText } from "@/lib/crypto/seal";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** For this long, in seconds, the author can take a decision back, and nothing of it leaves the system. */
const UNDO_SECONDS = 10;

async function complete(tx: Tx, held: HeldClaim, input: DecisionInput): Promise<Extract<Completed, { ok: true }>> {
  const risks = held.classification_id
    ? await tx.risk.findMany({ where: { classificationId: held.classification_id }, orderBy: { position: "asc" } })
    : [];
  // A reviewer who was not shown the model's risks cannot assess them: what they found is compared by the figures.
  const shown = modelIsVisible(held.reason as CaseReason) ? risks : [];
  const named = [...new Set(input.findings.flatMap((finding) => ("messageIds" in finding ? finding.messageIds : [])))];
  const messages = await tx.message.findMany({
    where: { conversationId: held.conversation_id, id: { in: named } },
    select: { id: true },
  });
  const completed = completeFindings(input.findings, shown, new Set(messages.map((message) => message.id)));
  if (completed.ok) return completed;
  const { problems } = completed;
  throw new AppError("INVALID", problems[0]?.message ?? "The findings are not complete.", { errors: problems });
}

/** The note, sealed under the conversation's key. Throws INVALID where that key is gone: a note is never dropped unsaid. */
function sealNote(stored: Parameters<typeof openDataKeyOrNull>[0], decisionId: string, note: string | undefined) {
  if (!note) return null;
  const key = openDataKeyOrNull(stored);
  if (key) return sealText(key.key, note, { table: "decision", column: "note_sealed", row: decisionId });
  const errors = [{ pointer: "/note", message: "cannot be kept for this conversation; leave it empty" }];
  const why = "The key of this conversation was erased or is damaged, so that no note can be kept. Save without one.";
  throw new AppError("INVALID", why, { errors });
}

async function insertDecision(
  tx: Tx,
  user: { userId: string },
  held: HeldClaim,
  input: DecisionInput,
): Promise<DecisionResult> {
  const { verdict, findings } = await complete(tx, held, input);
  const id = newId();
  const conversation = await tx.conversation.findUniqueOrThrow({
    where: { id: held.conversation_id },
    include: { dataKey: true },
  });
  const noteSealed = sealNote(conversation.dataKey, id, input.note);
  const modelVisible = modelIsVisible(held.reason as CaseReason);
  const rows = await tx.$queryRaw`
    INSERT INTO decision (id, case_id, conversation_id, revision, classification_id, reviewer_id, verdict, certainty, action,
      note_sealed, model_visible, time_spent_ms, decided_at, undoable_until)
    VALUES (${id}::uuid, ${held.case_id}::uuid, ${held.conversation_id}::uuid, ${held.revision}, ${held.classification_id}::uuid,
      ${user.userId}, ${verdict}::verdict, ${input.certainty}::certainty, ${input.action}, ${noteSealed},
      ${modelVisible}, ${input.timeSpentMs}, now(), now() + make_interval(secs => ${UNDO_SECONDS}))
    RETURNING decided_at, undoable_until`;
  const [times] = z.array(z.object({ decided_at: z.date(), undoable_until: z.date() })).parse(rows);
  if (!times) throw new Error("the decision was not written");
  const withIds = findings.map((finding, position) => ({ ...finding, position, id: newId() }));
  await tx.finding.createMany({
    data: withIds.map(({ id: findingId, position, assessment, riskId, stated }) => ({
      id: findingId,
      decisionId: id,
      position,
      assessment,
      riskId,
      subject: stated?.subject ?? null,
      type: stated?.type ?? null,
      severity: stated?.severity ?? null,
      imminence: stated?.imminence ?? null,
    })),
  });
  await tx.findingEvidence.createMany({
    data: withIds.flatMap(({ id: findingId, messageIds }) => messageIds.map((messageId) => ({ findingId, messageId }))),
  });
  await appendEvent(tx, {
    type: "decide.decision.recorded",
    actor: { kind: "user", userId: user.userId },
    caseId: held.case_id,
    conversationId: held.conversation_id,
    facts: {
      decisionId: id,
      revision: held.revision,
      classificationId: held.classification_id,
      verdict,
      action: input.action,
      findings: findings.length,
      modelVisible,
      supersedesId: null,
    },
  });
  const decidedAt = times.decided_at.toISOString();
  return { id, caseId: held.case_id, verdict, decidedAt, undoableUntil: times.undoable_until.toISOString() };
}

function moved(held: HeldClaim, message: string): AppError {
  const members = { current: { state: "claimed", revision: held.revision, version: held.version } };
  return new AppError("CONFLICT", message, { members });
}

/** What was read must be what there is: all messages, and the reading that the case shows now. Throws CONFLICT. */
function requireSameView(held: HeldClaim, { revision, classificationId }: DecisionInput): void {
  if (held.revision !== revision) {
    throw moved(held, "New messages have arrived since you read this. Read them, then decide.");
  }
  if (classificationId === undefined || !modelIsVisible(held.reason as CaseReason)) return;
  if (held.classification_id !== classificationId) {
    throw moved(held, "A newer reading has replaced the one you saw. Look at it, then decide.");
  }
}

/**
 * Records what the holder of a claim concluded, and ends the claim. A decision on messages that are no longer all there
 * is, or about a reading that is no longer the one shown, is refused, so that nobody closes what they have not read.
 * @throws FORBIDDEN, NOT_FOUND, LEASE_LOST, CONFLICT (newer revision, another reading), INVALID (findings)
 */
export async function recordDecision(actor: Actor, caseId: string, input: DecisionInput): Promise<DecisionResult> {
  const user = requireUser(actor, "case.decide");
  return db().$transaction(async (tx) => {
    const held = await lockHeldClaim(tx, user, caseId, input.token);
    requireSameView(held, input);
    const result = await insertDecision(tx, user, held, input);
    await tx.claim.update({ where: { id: held.claim_id }, data: { endedAt: new Date(), end: "decided" } });
    await tx.case.update({
      where: { id: caseId },
      data: { state: stateAfter("claimed", "decide"), holderId: null, version: { increment: 1 } },
    });
    return result;
  });
}
