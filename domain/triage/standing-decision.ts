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

const NOT_UNDONE = Prisma.sql`NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id)`;
const NOT_REPLACED = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM decision s LEFT JOIN decision_undo su ON su.decision_id = s.id
    WHERE s.supersedes_id = d.id AND su.decision_id IS NULL)`;
const NOT_CHECKING = Prisma.sql`
  NOT EXISTS (SELECT 1 FROM review_slot checked WHERE checked.case_id = d.case_id
    AND checked.kind IN ('second_review', 'gold'))`;

/** `STANDING` for a decision `d` in SQL. */
export const STANDS = Prisma.sql`${NOT_UNDONE} AND ${NOT_REPLACED} AND ${NOT_CHECKING}`;

const ON_SAMPLE = Prisma.sql`EXISTS (SELECT 1 FROM "case" drawn WHERE drawn.id = d.case_id AND drawn.reason = 'sample')`;
const SETTLED = Prisma.sql`
  EXISTS (SELECT 1 FROM review_slot settled WHERE settled.of_case_id = d.case_id AND settled.kind = 'adjudication'
    AND settled.answer_id IS NOT NULL)`;

/**
 * Whether a decision `d` counts where the model is measured, in SQL: as `STANDS`, but on a sample the answer that was given
 * blind, also where it was corrected since. Whoever corrects it has seen what the model said, and a miss that is talked
 * away would be none. What a third person settled takes its place here too. Ordered by `MEASURED_FIRST`, the first one
 * counts for the conversation; `WAITS` has to be asked beside it.
 */
export const MEASURED = Prisma.sql`${NOT_UNDONE} AND ${NOT_CHECKING}
  AND CASE WHEN ${ON_SAMPLE} THEN d.supersedes_id IS NULL AND NOT ${SETTLED} ELSE ${NOT_REPLACED} END`;

/**
 * The order in which the first of the decisions `d` that are `MEASURED` counts: about the newest messages, then on the
 * sample or by whoever settled it, then made last. A case that is opened by hand on what was drawn shows the model's
 * answer, so that what is decided there does not take the place of what was answered blind.
 */
export const MEASURED_FIRST = Prisma.sql`d.revision DESC, (${ON_SAMPLE} OR EXISTS (SELECT 1 FROM review_slot settled
  JOIN "case" drawn ON drawn.id = settled.of_case_id AND drawn.reason = 'sample'
  WHERE settled.case_id = d.case_id AND settled.kind = 'adjudication')) DESC, d.decided_at DESC`;

/**
 * Whether a decision `d` waits for a second person, in SQL: nobody has answered yet, or whoever did can still take it
 * back with a key press.
 */
export const WAITS = Prisma.sql`
  EXISTS (SELECT 1 FROM review_slot w LEFT JOIN decision answer ON answer.id = w.answer_id
    WHERE w.first_decision_id = d.id AND w.binding AND w.withdrawn_at IS NULL
      AND (w.answer_id IS NULL OR answer.undoable_until > now()))`;

/**
 * Decisions `d` for "none" that had to wait for a second person, of whom none has looked, in SQL. Where the conversation
 * was erased nobody ever will: a dismissal that one person made alone does not leave the desk by that. A risk that was
 * stated does, however much less it is than what the model named.
 */
export const UNCHECKED = Prisma.sql`(d.verdict = 'none' AND EXISTS (SELECT 1 FROM review_slot w WHERE w.first_decision_id = d.id AND w.binding AND w.answer_id IS NULL)
  AND NOT EXISTS (SELECT 1 FROM review_slot w WHERE w.first_decision_id = d.id AND w.binding AND w.answer_id IS NOT NULL
    AND w.withdrawn_at IS NULL))`;
