import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import type { CaseState } from "@/domain/triage/case-state";
import { forFreshEyes } from "@/domain/triage/fresh-eyes";
import { Prisma } from "@/lib/db/client";

/** The states a person may claim from: a lead also what was passed to the leads, in the same order as the rest. */
export function claimableStates(user: UserActor): readonly CaseState[] {
  return hasRight(user, "case.lead") ? ["open", "escalated"] : ["open"];
}

/** Cases that are for one person alone do not exist for others. In SQL, for a case `c`. */
export function isForOthers(userId: string): Prisma.Sql {
  return Prisma.sql`(c.for_user_id IS NOT NULL AND c.for_user_id <> ${userId})`;
}

/**
 * What "next" may give this person, in SQL, for a case `c`: waiting, set aside by nobody, neither somebody else's nor their
 * own decision to be checked, not one they have just passed on, and none whose reading holds a type they opted out of, also
 * where that reading is hidden from them.
 */
export function isGivable(user: UserActor, optOutTypes: readonly string[]): Prisma.Sql {
  // Written out, not bound: the planner has to see the states to know which index covers them.
  const states = claimableStates(user).includes("escalated")
    ? Prisma.sql`c.state IN ('open', 'escalated')`
    : Prisma.sql`c.state = 'open'`;
  const parts = [
    states,
    Prisma.sql`(c.snoozed_until IS NULL OR c.snoozed_until <= now())`,
    forFreshEyes(user),
    Prisma.sql`NOT EXISTS (SELECT 1 FROM case_pass p
      WHERE p.case_id = c.id AND p.reviewer_id = ${user.userId} AND p.until > now())`,
  ];
  if (optOutTypes.length > 0) {
    parts.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM risk r
      WHERE r.classification_id = c.classification_id AND r.type = ANY (${[...optOutTypes]}::risk_type[]))`);
  }
  return Prisma.join(parts, " AND ");
}
