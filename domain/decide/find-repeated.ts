import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { loadDecisions } from "@/domain/decide/decision";
import type { DecisionInput } from "@/domain/decide/decision-input";
import type { DecisionResult } from "@/domain/decide/decision-result";
import { saysTheSame } from "@/domain/decide/same-decision";
import { modelIsVisible } from "@/domain/triage/case-state";
import { db } from "@/lib/db/client";
import { isId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** The decision that ended a claim of this person: the first that they made on the case since they took it. */
async function findDecisionOfClaim(user: UserActor, caseId: string, token: string) {
  const claim = await db().claim.findFirst({ where: { caseId, token, reviewerId: user.userId, end: "decided" } });
  if (!claim) return null;
  return db().decision.findFirst({
    where: { caseId, reviewerId: user.userId, decidedAt: { gte: claim.claimedAt } },
    orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
    include: {
      undo: true,
      supersededBy: { where: { undo: null } },
      case: { select: { reason: true } },
      conversation: { include: { dataKey: true } },
    },
  });
}

/**
 * What was answered when this decision was saved, for whoever sends it again because no answer came. Null where this claim
 * ended otherwise, or by a decision that said something else, was taken back or was replaced: that has to be looked at.
 */
export async function findRepeated(
  user: UserActor,
  caseId: string,
  input: DecisionInput,
): Promise<DecisionResult | null> {
  const row = isId(caseId) ? await findDecisionOfClaim(user, caseId, input.token) : null;
  if (!row || row.undo || row.supersededBy.length > 0) return null;
  const [made] = await loadDecisions(db(), { id: row.id }, openDataKeyOrNull(row.conversation.dataKey));
  if (!made || !saysTheSame(input, made, row.classificationId)) return null;
  const { id, verdict, decidedAt, undoableUntil, waits, modelVisible } = made;
  const firstReading = !modelVisible && modelIsVisible(row.case.reason);
  return { id, caseId, verdict, decidedAt, undoableUntil, waits, firstReading, repeated: true };
}
