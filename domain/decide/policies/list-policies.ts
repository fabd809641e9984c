import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { PolicyFilter, PolicyHistory, PolicyList } from "@/domain/decide/policies/policy-dto";
import { toPolicyDto, toVersionDto, withNewest } from "@/domain/decide/policies/policy-row";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const HISTORY = 50;

/** The policies of this desk, the oldest first; without a filter those in force. Throws FORBIDDEN. */
export async function listPolicies(actor: Actor, { which }: PolicyFilter): Promise<PolicyList> {
  requireRight(actor, "policy.read");
  const rows = await db().policy.findMany({
    where: which === "all" ? {} : { retiredAt: null },
    orderBy: { id: "asc" },
    include: withNewest,
  });
  return { items: rows.map(toPolicyDto) };
}

/** One policy with what it said before. Throws FORBIDDEN, NOT_FOUND. */
export async function getPolicy(actor: Actor, policyId: string): Promise<PolicyHistory> {
  requireRight(actor, "policy.read");
  const row = await db().policy.findUnique({
    where: { id: policyId },
    include: { versions: { ...withNewest.versions, take: HISTORY } },
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no policy with this id.");
  return { ...toPolicyDto(row), versions: row.versions.map(toVersionDto) };
}
