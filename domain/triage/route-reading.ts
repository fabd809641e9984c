import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import {
  caseAfterReading,
  type LastDecision,
  type LiveCase,
  type NewReading,
} from "@/domain/triage/case-after-reading";
import { insertCase, lockLiveCase, raiseCases } from "@/domain/triage/case-rows";
import { STANDING, STANDING_FIRST } from "@/domain/triage/standing-decision";
import { type Tier, tierOfRisks } from "@/domain/triage/tier";
import type { Tx } from "@/lib/db/client";

/** `newestRevision` is the conversation's: a case covers all messages, whatever the reading behind it has seen. */
export type RoutedReading = NewReading & {
  conversationId: string;
  classificationId: string;
  newestRevision: number;
  /** The reading's flag score; null without one. */
  score: number | null;
};

type LiveRow = NonNullable<Awaited<ReturnType<typeof lockLiveCase>>>;

async function toLiveCase(tx: Tx, row: LiveRow): Promise<LiveCase> {
  const shown = row.classificationId
    ? await tx.classification.findUniqueOrThrow({ where: { id: row.classificationId }, include: { risks: true } })
    : null;
  return { reason: row.reason, tier: row.tier as Tier, held: row.state !== "open", shown };
}

/** The decision that stands for the conversation. */
async function findLastDecision(tx: Tx, conversationId: string): Promise<LastDecision | null> {
  const row = await tx.decision.findFirst({
    where: { conversationId, ...STANDING },
    orderBy: [...STANDING_FIRST],
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
  const { conversationId, classificationId, newestRevision: revision } = routed;
  const live = await lockLiveCase(tx, conversationId);
  const last = live ? null : await findLastDecision(tx, conversationId);
  const next = caseAfterReading(live && (await toLiveCase(tx, live)), last, routed);
  if (next.step === "nothing") return;
  if (next.step === "open") {
    const { reason, tier } = next;
    await insertCase(tx, actor, { conversationId, classificationId, revision, reason, tier, score: routed.score });
    return;
  }
  if (!live) throw new Error(`step ${next.step} needs a live case`);
  const about = { conversationId, caseId: live.id, actor };
  if (next.step === "close") {
    await tx.case.update({
      where: { id: live.id },
      data: { state: "closed", closedAt: new Date(), classificationId, version: { increment: 1 } },
    });
    await appendEvent(tx, { type: "triage.case.closed", ...about, facts: { reason: "read_clear" } });
    return;
  }
  const shown = next.showReading ? { classificationId } : {};
  if (next.step === "raise") {
    await raiseCases(tx, [live.id], next.tier, routed.score);
    const data = { revision, reason: next.reason, ...shown, version: { increment: 1 } };
    await tx.case.update({ where: { id: live.id }, data });
    const facts = { fromTier: live.tier, toTier: next.tier, revision };
    await appendEvent(tx, { type: "triage.case.raised", ...about, facts });
    return;
  }
  const newer = revision > live.revision;
  if (!newer && !next.showReading && next.reason === live.reason) return;
  // The version moves with the conversation: a decision made on the older messages is answered with a 409.
  const version = newer || next.showReading ? { version: { increment: 1 } } : {};
  // Nobody set the new messages aside.
  const awake = newer ? { snoozedUntil: null } : {};
  const data = { revision, reason: next.reason, ...shown, ...version, ...awake };
  await tx.case.update({ where: { id: live.id }, data });
  await appendEvent(tx, { type: "triage.case.followed", ...about, facts: { revision } });
}
