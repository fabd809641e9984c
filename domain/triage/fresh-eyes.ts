import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { Prisma } from "@/lib/db/client";

/**
 * Whether a case `c` may be given to this person at all, in SQL: not one that is somebody else's own; no further look at a
 * decision that they made themselves, nor, where the decision does not wait for it, at a case they had open before, whose
 * answers they may have seen; and what two people disagree on only to those who settle such things.
 */
export function forFreshEyes(user: UserActor): Prisma.Sql {
  const settles = hasRight(user, "decision.adjudicate");
  return Prisma.sql`(c.for_user_id IS NULL OR c.for_user_id = ${user.userId})
    AND (c.reason <> 'adjudication' OR ${settles})
    AND (c.reason NOT IN ('second_review', 'adjudication') OR NOT EXISTS (
      SELECT 1 FROM review_slot slot WHERE slot.case_id = c.id AND (
        EXISTS (SELECT 1 FROM decision made WHERE made.id IN (slot.first_decision_id, slot.second_decision_id)
          AND made.reviewer_id = ${user.userId})
        OR (slot.kind = 'second_review' AND NOT slot.binding AND EXISTS (
          SELECT 1 FROM claim seen WHERE seen.case_id = slot.of_case_id AND seen.reviewer_id = ${user.userId})))))`;
}
