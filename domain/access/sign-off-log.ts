import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { keepCheckpointOver } from "@/domain/audit/keep-checkpoint";
import type { SignOff } from "@/domain/audit/review-dto";
import { db } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

/**
 * Signs off that somebody has looked over the log from where the last sign-off ended up to an entry that is sealed. Kept
 * for ever, and itself an entry of the log.
 * @throws FORBIDDEN, CONFLICT (somebody signed off meanwhile, or the log is not sealed that far)
 */
export async function signOffLog(actor: Actor, { from, to, verdict }: SignOff): Promise<{ id: string; to: number }> {
  const { userId } = requireUser(actor, "audit.read");
  return db().$transaction(async (tx) => {
    await holdName(tx, "audit review");
    const last = await tx.auditReview.findFirst({ orderBy: { toIndex: "desc" } });
    if (Number(last?.toIndex ?? 0) !== from)
      throw new AppError("CONFLICT", "Somebody has signed off meanwhile. Look at what is left.");
    const sealed = await tx.auditLeaf.findUnique({ where: { leafIndex: BigInt(to - 1) } });
    if (!sealed) throw new AppError("CONFLICT", "The log is not sealed that far yet. Look again in a moment.");
    const id = newId();
    await tx.auditReview.create({
      data: { id, fromIndex: BigInt(from), toIndex: BigInt(to), verdict, reviewerId: userId },
    });
    await keepCheckpointOver(tx, to);
    await appendEvent(tx, { type: "audit.review.signed", actor, facts: { reviewId: id, from, to, verdict } });
    return { id, to };
  });
}
