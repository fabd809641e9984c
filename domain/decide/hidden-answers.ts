import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import { modelIsVisible } from "@/domain/triage/case-state";
import type { Db } from "@/lib/db/client";

/**
 * Whether a blind look at this conversation is open that this person may still be given: until it is answered they see
 * neither the model's answer nor a decision on any page. Whoever made the first decision knows it, and is not given the
 * second look; leads keep sight of what was decided, but not of what a sample or a reference case holds.
 */
export async function mustReadBlind(client: Db, user: UserActor, conversationId: string): Promise<boolean> {
  const { flagged } = await currentSetting("model_visibility");
  const live = await client.case.findMany({
    where: { conversationId, state: { in: [...LIVE_STATES] }, OR: [{ forUserId: null }, { forUserId: user.userId }] },
    select: { reason: true, slot: { select: { firstDecision: { select: { reviewerId: true } } } } },
  });
  return live.some(({ reason, slot }) => {
    if (modelIsVisible(reason, flagged)) return false;
    // Where one's own reading comes first, leads see what the model says on the pages that are not the case's.
    if (modelIsVisible(reason)) return !hasRight(user, "case.lead");
    if (reason !== "second_review") return true;
    return slot?.firstDecision?.reviewerId !== user.userId && !hasRight(user, "case.lead");
  });
}
