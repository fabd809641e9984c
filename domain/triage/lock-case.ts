import "server-only";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { CASE_STATES } from "@/domain/triage/case-state";
import { isForOthers } from "@/domain/triage/givable";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const lockedRows = z.array(
  z.object({
    conversation_id: z.uuid(),
    state: z.enum(CASE_STATES),
    snoozed_until: z.date().nullable(),
    claim_id: z.uuid().nullable(),
    reviewer_id: z.string().nullable(),
    holder: z.string().nullable(),
  }),
);
export type LockedCase = z.infer<typeof lockedRows>[number];

/** Locks a case and its live claim, whoever has it, for a lead who disposes of it. @throws NOT_FOUND */
export async function lockCase(tx: Tx, user: UserActor, caseId: string): Promise<LockedCase> {
  const missing = new AppError("NOT_FOUND", "There is no case with this id.");
  if (!isId(caseId)) throw missing;
  // The case first: whoever ends a claim holds its case.
  await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`;
  const rows = await tx.$queryRaw`
    SELECT c.conversation_id, c.state::text, c.snoozed_until, k.id AS claim_id, k.reviewer_id, u.name AS holder
    FROM "case" c LEFT JOIN claim k ON k.case_id = c.id AND k.ended_at IS NULL LEFT JOIN "user" u ON u.id = k.reviewer_id
    WHERE c.id = ${caseId}::uuid AND NOT ${isForOthers(user.userId)}`;
  const [locked] = lockedRows.parse(rows);
  if (!locked) throw missing;
  return locked;
}
