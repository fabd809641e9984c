import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { RevealedFrame } from "@/domain/measure/sampling/sampling-dto";
import { frameKey, listFrameRows, secretHash } from "@/domain/triage/sampling/frame";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/**
 * The secret of a frame that has ended, with which anybody can make its draws again. That of the frame that is drawn from
 * stays secret: whoever knew it could tell what will be drawn.
 * @throws FORBIDDEN; NOT_FOUND; CONFLICT while it is drawn from, or where VIGIL_SECRET is another one than then
 */
export async function revealFrame(actor: Actor, frameId: string): Promise<RevealedFrame> {
  requireRight(actor, "settings.manage");
  const frame = (await listFrameRows(db())).find(({ id }) => id === frameId);
  if (!frame) throw new AppError("NOT_FOUND", "There is no frame with this id.");
  if (frame.endedAt === null)
    throw new AppError(
      "CONFLICT",
      "Samples are drawn in this frame. Begin another one first: then nobody can foresee a draw.",
    );
  const key = frameKey(frameId);
  const hash = secretHash(key);
  if (!hash.equals(frame.secretHash))
    throw new AppError(
      "CONFLICT",
      "This frame was drawn under another VIGIL_SECRET, from which alone its secret can be made.",
    );
  await db().$transaction((tx) => appendEvent(tx, { type: "triage.frame.revealed", actor, facts: { frameId } }));
  return { id: frameId, secret: key.export().toString("hex"), secretHash: hash.toString("hex") };
}
