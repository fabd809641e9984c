import "server-only";
import { CHECKING_REASONS } from "@/domain/triage/case-state";
import { Prisma } from "@/lib/db/client";

/** Decisions that hold: not taken back, not replaced by one that holds, and not the answer of somebody who only checked. */
export const STANDING = {
  undo: null,
  supersededBy: { none: { undo: null } },
  case: { reason: { notIn: [...CHECKING_REASONS] } },
} satisfies Prisma.DecisionWhereInput;

/** The order in which the first one stands for the conversation: about the newest messages, then made last. */
export const STANDING_FIRST = [
  { revision: "desc" },
  { decidedAt: "desc" },
] as const satisfies Prisma.DecisionOrderByWithRelationInput[];

/** `STANDING` for a decision `d` in SQL. */
export const STANDS = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id)
  AND NOT EXISTS (SELECT 1 FROM decision s LEFT JOIN decision_undo su ON su.decision_id = s.id
    WHERE s.supersedes_id = d.id AND su.decision_id IS NULL)
  AND NOT EXISTS (SELECT 1 FROM review_slot checked WHERE checked.case_id = d.case_id
    AND checked.kind IN ('second_review', 'gold'))`;

/**
 * Whether a decision `d` waits for a second person, in SQL: nobody has answered yet, or whoever did can still take it
 * back with a key press.
 */
export const WAITS = Prisma.sql`
  EXISTS (SELECT 1 FROM review_slot w LEFT JOIN decision answer ON answer.id = w.answer_id
    WHERE w.first_decision_id = d.id AND w.binding AND w.withdrawn_at IS NULL
      AND (w.answer_id IS NULL OR answer.undoable_until > now()))`;
