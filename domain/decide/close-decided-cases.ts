import "server-only";
import { z } from "zod";
import { appendEvents } from "@/domain/audit/append-event";
import { queueCorrections, queueDecisions } from "@/domain/decide/queue-decisions";
import { WAITS } from "@/domain/triage/standing-decision";
import { db } from "@/lib/db/client";

const BATCH = 500;
const rowSchema = z.object({ id: z.uuid(), conversation_id: z.uuid() });

/**
 * Closes cases whose decision can no longer be taken back by its author and waits for no second person, and writes the
 * messages that tell the platforms of it. Run by the workers. Returns how many.
 */
export async function closeDecidedCases(): Promise<number> {
  return db().$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      UPDATE "case" SET state = 'closed', closed_at = now(), version = version + 1 WHERE id IN (
        SELECT c.id FROM "case" c WHERE c.state = 'decided' AND NOT EXISTS (
          SELECT 1 FROM decision d WHERE d.case_id = c.id AND (d.undoable_until > now() OR (${WAITS}
            AND NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id))))
        LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id, conversation_id`;
    const closed = z.array(rowSchema).parse(rows);
    await appendEvents(
      tx,
      closed.map((row) => ({
        type: "triage.case.closed",
        actor: { kind: "system", process: "worker" },
        caseId: row.id,
        conversationId: row.conversation_id,
        facts: { reason: "decided" },
      })),
    );
    await queueDecisions(
      tx,
      closed.map(({ id }) => id),
    );
    await queueCorrections(tx);
    return closed.length;
  });
}
