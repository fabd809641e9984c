import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { getRunRow } from "@/domain/measure/evaluations/evaluation-row";
import { db } from "@/lib/db/client";

/** Removes a run with its file, its answers and the key of both; a running one is stopped by it. @throws FORBIDDEN, NOT_FOUND */
export async function deleteEvaluation(actor: Actor, id: string): Promise<void> {
  requireRight(actor, "model.manage");
  await db().$transaction(async (tx) => {
    const { dataKeyId, state } = await getRunRow(tx, id);
    await tx.evaluationRun.delete({ where: { id } });
    await tx.dataKey.delete({ where: { id: dataKeyId } });
    await appendEvent(tx, { type: "measure.evaluation.deleted", actor, facts: { evaluationId: id, state } });
  });
}
