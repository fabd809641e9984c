import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { getPolicy } from "@/domain/decide/policies/list-policies";
import { lockPolicy } from "@/domain/decide/policies/lock-policy";
import { type PolicyHistory, type PolicyInput, policyInputSchema } from "@/domain/decide/policies/policy-dto";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { parseInput } from "@/lib/http/read-input";
import { newId } from "@/lib/ids/new-id";

/** The version that holds now, of a policy that stays as it is until this transaction ends. */
async function currentVersion(tx: Tx, policyId: string): Promise<number> {
  await lockPolicy(tx, policyId);
  const { _max } = await tx.policyVersion.aggregate({ where: { policyId }, _max: { version: true } });
  return _max.version ?? 0;
}

/**
 * Saves a policy, as a new one where `policyId` is null, else as its next version. Earlier versions are kept: decisions
 * name the one that stood beside them.
 * @throws FORBIDDEN, INVALID, NOT_FOUND, CONFLICT with the version that holds where somebody saved meanwhile
 */
export async function savePolicy(actor: Actor, policyId: string | null, input: PolicyInput): Promise<PolicyHistory> {
  requireRight(actor, "settings.manage");
  const { version, ...text } = parseInput(policyInputSchema, input);
  const id = policyId ?? newId();
  await db().$transaction(async (tx) => {
    if (policyId === null) await tx.policy.create({ data: { id } });
    const current = await currentVersion(tx, id);
    if (current !== version) {
      const members = { current: { version: current } };
      throw new AppError("CONFLICT", "Somebody saved this policy meanwhile. Look at it again, then change it.", {
        members,
      });
    }
    const savedById = actor.kind === "user" ? actor.userId : null;
    await tx.policyVersion.create({ data: { id: newId(), policyId: id, version: version + 1, savedById, ...text } });
    await appendEvent(tx, { type: "decide.policy.saved", actor, facts: { policyId: id, version: version + 1 } });
  });
  return getPolicy(actor, id);
}
