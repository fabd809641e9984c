import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { openAlert } from "@/domain/triage/alerts/open-alert";
import { holdRest } from "@/domain/triage/wellbeing/rest";
import { endOwnClaims, insertBreak } from "@/domain/triage/wellbeing/take-break";
import type { HandedOver } from "@/domain/triage/wellbeing/wellbeing-dto";
import { db } from "@/lib/db/client";

/**
 * Hands everything over to the supervisor: what the person holds goes to the leads, who are alerted, and a break begins.
 * Nobody asks why. Throws FORBIDDEN.
 */
export async function handOver(actor: Actor): Promise<HandedOver> {
  const user = requireUser(actor, "case.claim");
  return db().$transaction(async (tx) => {
    await holdRest(tx, user.userId);
    const escalated = await endOwnClaims(tx, user, "escalated");
    await insertBreak(tx, user);
    await openAlert(tx, { kind: "hand_over", key: `hand_over:${user.userId}` });
    return { escalated };
  });
}
