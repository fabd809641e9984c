import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { caseAfterReading, type LastDecision, type NewReading } from "@/domain/triage/case-after-reading";
import { findLiveCase, insertCase } from "@/domain/triage/case-rows";
import { TIER_DUE_SECONDS, type Tier, tierOfRisks } from "@/domain/triage/tier";
import type { Tx } from "@/lib/db/client";

export type RoutedReading = NewReading & { conversationId: string; classificationId: string };

/** The newest decision on the conversation that was neither undone nor superseded. */
async function findLastDecision(tx: Tx, conversationId: string): Promise<LastDecision | null> {
  const row = await tx.decision.findFirst({
    where: { conversationId, undo: null, supersededBy: null },
    orderBy: { decidedAt: "desc" },
    include: { findings: true },
  });
  if (!row) return null;
  // What the reviewer stated counts, not what the model had said: a risk they lowered or denied is new when it comes again.
  const risks = row.findings.flatMap(({ subject, type, severity, imminence }) =>
    subject && type && severity ? [{ subject, type, severity, imminence }] : [],
  );
  return { revision: row.revision, verdict: row.verdict, tier: tierOfRisks(risks), risks };
}

/**
 * Opens, raises, moves on or closes the case of a conversation after a reading, as `caseAfterReading` says, inside the
 * transaction that stores the reading and holds the conversation's row.
 */
export async function routeReading(tx: Tx, actor: Actor, routed: RoutedReading): Promise<void> {
  const { conversationId, classificationId, revision } = routed;
  const live = await findLiveCase(tx, conversationId);
  const last = live ? null : await findLastDecision(tx, conversationId);
  const liveCase = live && { reason: live.reason, tier: live.tier as Tier, held: live.state !== "open" };
  const next = caseAfterReading(liveCase, last, routed);
  if (next.step === "nothing") return;
  if (next.step === "open") {
    await insertCase(tx, actor, { conversationId, classificationId, revision, reason: next.reason, tier: next.tier });
    return;
  }
  if (!live) throw new Error(`step ${next.step} needs a live case`);
  const about = { conversationId, caseId: live.id, actor };
  if (next.step === "raise") {
    await tx.$executeRaw`
      UPDATE "case" SET reason = ${next.reason}::case_reason, tier = ${next.tier}, queue_tier = LEAST(queue_tier, ${next.tier}),
        due_at = LEAST(due_at, now() + make_interval(secs => ${TIER_DUE_SECONDS[next.tier]})), raised_at = now(),
        classification_id = ${classificationId}::uuid, revision = ${revision}, version = version + 1
      WHERE id = ${live.id}::uuid`;
    await appendEvent(tx, {
      type: "triage.case.raised",
      ...about,
      facts: { fromTier: live.tier, toTier: next.tier, revision },
    });
  } else if (next.step === "follow") {
    const shown = next.showReading ? { classificationId } : {};
    // The version moves with the conversation: a decision made on the older messages is answered with a 409.
    const version = revision > live.revision || next.showReading ? { version: { increment: 1 } } : {};
    await tx.case.update({ where: { id: live.id }, data: { revision, reason: next.reason, ...shown, ...version } });
    await appendEvent(tx, { type: "triage.case.followed", ...about, facts: { revision } });
  } else {
    await tx.case.update({
      where: { id: live.id },
      data: { state: "closed", closedAt: new Date(), classificationId, version: { increment: 1 } },
    });
    await appendEvent(tx, { type: "triage.case.closed", ...about, facts: { reason: "read_clear" } });
  }
}
