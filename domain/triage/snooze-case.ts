import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { wasEscalated } from "@/domain/triage/case-rows";
import { stateAfter } from "@/domain/triage/case-state";
import { claimTokenSchema, lockHeldClaim } from "@/domain/triage/held-claim";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** The shortest time that is worth it, in seconds. */
const SHORTEST_SECONDS = 60;

export const snoozeSchema = claimTokenSchema
  .extend({
    minutes: z
      .number()
      .int()
      .min(1)
      .max(24 * 60),
  })
  .meta({ id: "Snooze" });
export type SnoozeInput = z.infer<typeof snoozeSchema>;

export const snoozedSchema = z
  .object({ snoozedUntil: z.iso.datetime().meta({ description: "Never later than the case is due" }) })
  .meta({ id: "Snoozed" });
export type Snoozed = z.infer<typeof snoozedSchema>;

const untilRows = z.array(z.object({ until: z.date(), seconds: z.number().int() }));

/**
 * Sets a claimed case aside for everybody: until then nobody is given it, though anybody may take it from the list. Never
 * past its due time, never a case of tier 0; a raise or new messages end it.
 * @throws FORBIDDEN, NOT_FOUND, LEASE_LOST, CONFLICT where the case cannot wait
 */
export async function snoozeCase(actor: Actor, caseId: string, input: SnoozeInput): Promise<Snoozed> {
  const user = requireUser(actor, "case.claim");
  return db().$transaction(async (tx) => {
    const held = await lockHeldClaim(tx, user, caseId, input.token);
    if (held.tier === 0) throw new AppError("CONFLICT", "A case of tier 0 cannot be set aside.");
    const state = stateAfter("claimed", "snooze", await wasEscalated(tx, caseId));
    const rows = await tx.$queryRaw`
      UPDATE "case" SET state = ${state}::case_state, holder_id = NULL, version = version + 1,
        snoozed_until = LEAST(due_at, now() + make_interval(mins => ${input.minutes}::int))
      WHERE id = ${caseId}::uuid AND due_at > now() + make_interval(secs => ${SHORTEST_SECONDS})
      RETURNING snoozed_until AS until, extract(epoch FROM snoozed_until - now())::int AS seconds`;
    const [set] = untilRows.parse(rows);
    if (!set)
      throw new AppError("CONFLICT", "This case is due in less than a minute, or overdue. It cannot be set aside.");
    await tx.claim.update({ where: { id: held.claim_id }, data: { endedAt: new Date(), end: "snoozed" } });
    const facts = { claimId: held.claim_id, seconds: set.seconds };
    await appendEvent(tx, {
      type: "triage.case.snoozed",
      actor,
      caseId,
      conversationId: held.conversation_id,
      facts,
    });
    return { snoozedUntil: set.until.toISOString() };
  });
}
