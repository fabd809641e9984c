import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { raiseCases, wasEscalated } from "@/domain/triage/case-rows";
import { modelIsVisible, PINNED_REASONS, stateAfter } from "@/domain/triage/case-state";
import { type Tier, tierOfRisks } from "@/domain/triage/tier";
import { newestFirst } from "@/inference/classification";
import type { Tx } from "@/lib/db/client";

/**
 * Puts a decided or closed case back into the queue, because its decision was taken back: with all messages there are
 * now, and the newest reading of them. What was read while the decision stood could not raise the case, and does so now.
 * A risk that was shown gives way only to another one. The caller holds the conversation and the case, and appends the
 * event of the undo. Throws CONFLICT when the case is live already.
 */
export async function reopenCase(tx: Tx, actor: Actor, caseId: string): Promise<void> {
  const { conversation, classification, ...before } = await tx.case.findUniqueOrThrow({
    where: { id: caseId },
    include: { conversation: true, classification: true },
  });
  const state = stateAfter(before.state, "undo", await wasEscalated(tx, caseId));
  if (PINNED_REASONS.includes(before.reason)) {
    // It looks again at one moment: what came since is no part of it.
    await tx.case.update({
      where: { id: caseId },
      data: { state, closedAt: null, holderId: null, version: { increment: 1 } },
    });
    return;
  }
  const newest = await tx.classification.findFirst({
    where: { conversationId: conversation.id },
    orderBy: newestFirst,
    include: { risks: true },
  });
  const visible = modelIsVisible(before.reason);
  const keepsRisk = visible && classification?.outcome === "risk" && newest?.outcome !== "risk";
  const shown = newest && !keepsRisk ? newest : classification;
  const foundRisk = visible && newest?.outcome === "risk";
  await tx.case.update({
    where: { id: caseId },
    data: {
      state,
      closedAt: null,
      holderId: null,
      revision: conversation.revision,
      reason: foundRisk && before.reason === "unscored" ? "flagged" : before.reason,
      classificationId: shown?.id ?? null,
      version: { increment: 1 },
    },
  });
  if (!foundRisk) return;
  const tier: Tier = tierOfRisks(newest.risks);
  if (tier >= before.tier) return;
  await raiseCases(tx, [caseId], tier, null);
  const facts = { fromTier: before.tier, toTier: tier, revision: conversation.revision };
  await appendEvent(tx, { type: "triage.case.raised", actor, conversationId: conversation.id, caseId, facts });
}
