import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Tx } from "@/lib/db/client";

const WORKER: SystemActor = { kind: "system", process: "worker" };

const movedSchema = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid(), revision: z.number().int() }));
const leftSchema = z.array(z.object({ id: z.uuid(), conversation_id: z.uuid(), slot_id: z.uuid() }));

export type ReadAnew = { conversationId: string; revision: number; classificationId: string };

/**
 * Lets samples that nobody has taken yet look at what has been read clear since: a thread is drawn after its first words,
 * and what may have been missed is mostly in the later ones. One that somebody reads, or has read, stays as it is. The
 * caller holds the conversations.
 */
export async function followWithSamples(tx: Tx, clear: readonly ReadAnew[]): Promise<void> {
  if (clear.length === 0) return;
  const rows = clear.map(({ conversationId, revision, classificationId }) => {
    return { conversation_id: conversationId, revision, classification_id: classificationId };
  });
  const moved = movedSchema.parse(
    await tx.$queryRaw`
      UPDATE "case" AS c SET revision = read.revision, classification_id = read.classification_id, version = version + 1
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS read (conversation_id uuid, revision int, classification_id uuid)
      WHERE c.conversation_id = read.conversation_id AND c.reason = 'sample' AND c.state = 'open'
        AND c.revision < read.revision
      RETURNING c.id, c.conversation_id, c.revision`,
  );
  for (const { id: caseId, conversation_id: conversationId, revision } of moved) {
    await tx.reviewSlot.updateMany({ where: { caseId }, data: { revision } });
    await appendEvent(tx, { type: "triage.case.followed", actor: WORKER, caseId, conversationId, facts: { revision } });
  }
}

/**
 * Calls off samples of conversations that have been flagged since, where nobody has taken them yet: they have left what
 * was read clear, and a person is asked about them more urgently. Their row of `sample` stays. The caller holds the
 * conversations.
 */
export async function withdrawFlaggedSamples(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  const left = leftSchema.parse(
    await tx.$queryRaw`
      UPDATE "case" AS c SET state = 'closed', closed_at = now(), version = c.version + 1
      FROM review_slot s
      WHERE s.case_id = c.id AND s.withdrawn_at IS NULL AND s.answered_at IS NULL
        AND c.conversation_id = ANY (${[...conversationIds]}::uuid[]) AND c.reason = 'sample' AND c.state = 'open'
      RETURNING c.id, c.conversation_id, s.id AS slot_id`,
  );
  for (const { id: caseId, conversation_id: conversationId, slot_id: slotId } of left) {
    await tx.reviewSlot.update({ where: { id: slotId }, data: { withdrawnAt: new Date() } });
    const about = { actor: WORKER, caseId, conversationId };
    await appendEvent(tx, { type: "decide.review.withdrawn", ...about, facts: { slotId, kind: "sample" } });
    await appendEvent(tx, { type: "triage.case.closed", ...about, facts: { reason: "withdrawn" } });
  }
}
