import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { getRunRow, toRunDto } from "@/domain/measure/evaluations/evaluation-row";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";
import { db, type Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

type End = { state: "finished"; comparisons: Prisma.InputJsonValue } | { state: "failed"; failure: string };

async function recordEnd(tx: Tx, actor: Actor, id: string, state: string): Promise<void> {
  const readings = await tx.evaluationReading.count({ where: { runId: id } });
  const unscored = await tx.evaluationReading.count({ where: { runId: id, outcome: "unscored" } });
  await appendEvent(tx, {
    type: "measure.evaluation.ended",
    actor,
    facts: { evaluationId: id, state, readings, unscored },
  });
}

/** Ends a run that this lease holds; one that was cancelled meanwhile stays cancelled. */
export async function endEvaluation(actor: Actor, id: string, leaseToken: string, end: End): Promise<void> {
  await db().$transaction(async (tx) => {
    const ended = await tx.evaluationRun.updateMany({
      where: { id, leaseToken, state: "running" },
      data: { ...end, finishedAt: new Date(), leaseToken: null, leaseUntil: null },
    });
    if (ended.count > 0) await recordEnd(tx, actor, id, end.state);
  });
}

/** Stops a run. What it has read so far stays, without figures. @throws FORBIDDEN, NOT_FOUND, CONFLICT (it has ended) */
export async function cancelEvaluation(actor: Actor, id: string): Promise<EvaluationRunDto> {
  requireRight(actor, "model.manage");
  return db().$transaction(async (tx) => {
    const { state } = await getRunRow(tx, id);
    const ended = await tx.evaluationRun.updateMany({
      where: { id, state: "running" },
      data: { state: "cancelled", finishedAt: new Date(), leaseToken: null, leaseUntil: null },
    });
    if (ended.count === 0) {
      throw new AppError("CONFLICT", `This evaluation is ${state}: there is nothing to cancel.`, {
        members: { state },
      });
    }
    await recordEnd(tx, actor, id, "cancelled");
    return toRunDto(await getRunRow(tx, id), actor);
  });
}
