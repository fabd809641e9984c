import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { replaceFrame } from "@/domain/triage/sampling/frame";
import { db } from "@/lib/db/client";

/**
 * Ends the frame that samples are drawn in and begins another one, under a new secret. What was drawn stays drawn, and the
 * secret of the ended frame may be shown from then on. Throws FORBIDDEN.
 */
export async function beginFrame(actor: Actor): Promise<{ id: string }> {
  requireRight(actor, "settings.manage");
  const { id } = await db().$transaction((tx) => replaceFrame(tx, actor));
  return { id };
}
