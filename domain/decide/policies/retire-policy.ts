import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { getPolicy } from "@/domain/decide/policies/list-policies";
import { lockPolicy } from "@/domain/decide/policies/lock-policy";
import type { PolicyHistory } from "@/domain/decide/policies/policy-dto";
import { now } from "@/lib/clock/now";
import { db } from "@/lib/db/client";

export const POLICY_ACTIONS = ["retire", "restore"] as const;
export type PolicyAction = (typeof POLICY_ACTIONS)[number];

/**
 * Takes a policy away from beside the cases, or brings it back. Its versions stay. Doing it twice changes nothing.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function retirePolicy(actor: Actor, policyId: string, action: PolicyAction): Promise<PolicyHistory> {
  requireRight(actor, "settings.manage");
  await db().$transaction(async (tx) => {
    const retiredAt = await lockPolicy(tx, policyId);
    if ((action === "retire") === (retiredAt !== null)) return;
    await tx.policy.update({ where: { id: policyId }, data: { retiredAt: action === "retire" ? now() : null } });
    const type = action === "retire" ? "decide.policy.retired" : "decide.policy.restored";
    await appendEvent(tx, { type, actor, facts: { policyId } });
  });
  return getPolicy(actor, policyId);
}
