import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import {
  SHADOW_ACTIONS,
  type ShadowAction,
  type ShadowRunDto,
  type ShadowState,
} from "@/domain/measure/shadow/shadow-dto";
import { getShadowDto, getShadowRow, loadProgress, sumLeftOut } from "@/domain/measure/shadow/shadow-row";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** Writes down where a run has come to: how much content was read for it so far, and at whose order. */
async function recordState(tx: Tx, actor: Actor, id: string, state: ShadowState): Promise<void> {
  const { read, unscored, leftOut } = (await loadProgress(tx, [id]))(id);
  const { createdById } = await getShadowRow(tx, id);
  const facts = { shadowId: id, state, read, unscored, leftOut: sumLeftOut(leftOut), orderedBy: createdById };
  await appendEvent(tx, { type: "measure.shadow.changed", actor, facts });
}

/**
 * Pauses, resumes or stops a run. What it has read stays; a stopped one has no figures.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (its state does not allow it)
 */
export async function changeShadowRun(actor: Actor, id: string, action: ShadowAction): Promise<ShadowRunDto> {
  requireRight(actor, "model.manage");
  const { from, to } = SHADOW_ACTIONS[action];
  return db().$transaction(async (tx) => {
    const { state } = await getShadowRow(tx, id);
    const { count } = await tx.shadowRun.updateMany({
      where: { id, state: { in: [...from] } },
      data: { state: to, leaseToken: null, leaseUntil: null, finishedAt: to === "cancelled" ? new Date() : null },
    });
    if (count === 0) {
      throw new AppError("CONFLICT", `This shadow run is ${state}: you cannot ${action} it now.`, {
        members: { state },
      });
    }
    await recordState(tx, actor, id, to);
    return getShadowDto(tx, id);
  });
}

type End = { state: "finished" } | { state: "failed"; failure: string };

/** Ends a run that this lease holds; one that was paused or stopped meanwhile stays so. */
export async function endShadowRun(actor: Actor, id: string, leaseToken: string, end: End): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.shadowRun.updateMany({
      where: { id, leaseToken, state: "running" },
      data: { ...end, finishedAt: new Date(), leaseToken: null, leaseUntil: null },
    });
    if (count > 0) await recordState(tx, actor, id, end.state);
  });
}
