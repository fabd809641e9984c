import "server-only";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendView } from "@/domain/audit/append-view";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { loadDecisions } from "@/domain/decide/decision";
import { loadThreadParts } from "@/domain/decide/load-thread-parts";
import { toMessageDto } from "@/domain/decide/message-dto";
import { modelIsVisible } from "@/domain/triage/case-state";
import { loadCalls, loadClassification } from "@/inference/classification";
import { loadMessages } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

async function load(user: UserActor, caseId: string) {
  const row = isId(caseId)
    ? await db().case.findUnique({
        where: { id: caseId },
        include: {
          claims: { where: { endedAt: null }, include: { reviewer: true } },
          conversation: { include: { source: true, dataKey: true } },
        },
      })
    : null;
  if (!row) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const live = row.claims.find((claim) => row.state === "claimed" && claim.expiresAt > new Date());
  const mine = live?.reviewerId === user.userId;
  const claim = live && {
    holder: live.reviewer.name,
    mine,
    expiresAt: live.expiresAt.toISOString(),
    token: mine ? live.token : null,
  };
  return { row, claim: claim ?? null };
}

/**
 * One case with everything a reviewer may see of it. What the model said stays hidden where the case measures the model
 * and has no decision yet. Opening a case is recorded.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function getCase(actor: Actor, caseId: string): Promise<CaseDetail> {
  const user = requireUser(actor, "case.read");
  const { row, claim } = await load(user, caseId);
  const key = openDataKeyOrNull(row.conversation.dataKey);
  const messages = await loadMessages(db(), row.conversationId);
  const modelVisible = modelIsVisible(row.reason) || row.state === "decided" || row.state === "closed";
  const shown = modelVisible ? row.classificationId : null;
  const classification = shown ? await loadClassification(db(), shown, key) : null;
  const calls = shown ? await loadCalls(db(), shown, key) : [];
  const decisions = modelVisible ? await loadDecisions(db(), row.conversationId, key) : [];
  const facts = { revision: row.conversation.revision, modelVisible };
  await appendView(db(), {
    type: "triage.case.viewed",
    actor: user,
    caseId,
    conversationId: row.conversationId,
    facts,
  });
  const { source } = row.conversation;
  return {
    id: row.id,
    reason: row.reason,
    state: row.state,
    tier: row.tier,
    queueTier: row.queueTier,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    revision: row.conversation.revision,
    version: row.version,
    claim,
    conversation: {
      id: row.conversationId,
      externalId: row.conversation.externalId,
      receivedAt: row.conversation.receivedAt.toISOString(),
      source: { id: source.id, name: source.name, platform: source.platform },
      ...(await loadThreadParts(db(), row.conversation)),
    },
    messages: messages.map(toMessageDto),
    modelVisible,
    classification,
    calls,
    decisions,
  };
}
