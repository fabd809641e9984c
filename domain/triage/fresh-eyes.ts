import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { Prisma } from "@/lib/db/client";

/** Whether this person made one of the decisions that a `slot` is about, or any other on the case it looks at again. */
function decidedThere(user: UserActor): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM decision made WHERE made.reviewer_id = ${user.userId}
    AND (made.id IN (slot.first_decision_id, slot.second_decision_id) OR made.case_id = slot.of_case_id))`;
}

/**
 * Whether this person has been shown the model's answer or a decision on any page since a second review of case `c` was
 * asked for: leads are, who look after the desk. The log says so, in its own order.
 */
function sawAnswers(user: UserActor): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM audit_event opened
    JOIN audit_event looked ON looked.conversation_id = opened.conversation_id AND looked.seq > opened.seq
    WHERE opened.case_id = c.id AND opened.type = 'triage.case.opened' AND looked.actor_id = ${user.userId}
      AND looked.type IN ('triage.case.viewed', 'ingest.conversation.viewed') AND looked.case_id IS DISTINCT FROM c.id
      AND looked.canonical::jsonb #>> '{facts,modelVisible}' = 'true')`;
}

/**
 * Whether a case `c` may be given to this person at all, in SQL: not one that is somebody else's own; no further look at a
 * case that they decided themselves, ever; no second review where they have seen since what it must not show, nor, where
 * the decision does not wait for it, of a case they had open before, whose answers they may have seen; and what two people
 * disagree on only to those who settle such things.
 */
export function forFreshEyes(user: UserActor): Prisma.Sql {
  const settles = hasRight(user, "decision.adjudicate");
  return Prisma.sql`(c.for_user_id IS NULL OR c.for_user_id = ${user.userId})
    AND (c.reason <> 'adjudication' OR ${settles})
    AND (c.reason NOT IN ('second_review', 'adjudication') OR NOT EXISTS (
      SELECT 1 FROM review_slot slot WHERE slot.case_id = c.id AND (
        ${decidedThere(user)}
        OR (slot.kind = 'second_review' AND NOT slot.binding AND EXISTS (
          SELECT 1 FROM claim seen WHERE seen.case_id = slot.of_case_id AND seen.reviewer_id = ${user.userId}))
        OR (slot.kind = 'second_review' AND ${sawAnswers(user)}))))`;
}
