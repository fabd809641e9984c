import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { db } from "@/lib/db/client";

/** Ends the break of the person who asks, if they are on one. Throws FORBIDDEN. */
export async function endBreak(actor: Actor): Promise<void> {
  const { userId } = requireUser(actor, "case.claim");
  await db().$executeRaw`UPDATE reviewer_break SET ended_at = now() WHERE user_id = ${userId} AND ended_at IS NULL`;
}
