import "server-only";
import { z } from "zod";
import type { Actor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import type { Tx } from "@/lib/db/client";

const idRows = z.array(
  z.object({ id: z.uuid(), conversation_id: z.uuid(), case_id: z.uuid().optional(), kind: z.string().optional() }),
);

/** Holds the conversations, then their cases, in the order of their ids: as readings and decisions do. */
export async function holdWork(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  const ids = [...conversationIds];
  await tx.$queryRaw`SELECT id FROM conversation WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT id FROM "case" WHERE conversation_id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
}

/**
 * Ends the work on conversations whose content goes: live cases close, further looks are called off, reference cases are
 * retired. Decisions, findings and outcomes stay. The caller holds them, and has had each open case named.
 * @returns how many cases were closed
 */
export async function endWork(tx: Tx, actor: Actor, conversationIds: readonly string[]): Promise<number> {
  const ids = [...conversationIds];
  await tx.$executeRaw`
    UPDATE claim SET ended_at = now(), "end" = 'requeued' FROM "case" c
    WHERE claim.case_id = c.id AND claim.ended_at IS NULL AND c.conversation_id = ANY (${ids}::uuid[])`;
  const closed = idRows.parse(
    await tx.$queryRaw`
      UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL, snoozed_until = NULL, version = version + 1
      WHERE conversation_id = ANY (${ids}::uuid[]) AND state::text = ANY (${[...LIVE_STATES]})
      RETURNING id, conversation_id`,
  );
  const slots = idRows.parse(
    await tx.$queryRaw`
      UPDATE review_slot SET withdrawn_at = now()
      WHERE conversation_id = ANY (${ids}::uuid[]) AND answer_id IS NULL AND withdrawn_at IS NULL
      RETURNING id, conversation_id, case_id, kind::text`,
  );
  const gold = idRows.parse(
    await tx.$queryRaw`
      UPDATE gold_case SET retired_at = now() WHERE conversation_id = ANY (${ids}::uuid[]) AND retired_at IS NULL
      RETURNING id, conversation_id`,
  );
  await appendEvents(tx, [
    ...slots.map(({ id: slotId, kind = "", case_id: caseId = "", conversation_id: conversationId }) => ({
      type: "decide.review.withdrawn" as const,
      actor,
      caseId,
      conversationId,
      facts: { slotId, kind },
    })),
    ...closed.map(({ id: caseId, conversation_id: conversationId }) => ({
      type: "triage.case.closed" as const,
      actor,
      caseId,
      conversationId,
      facts: { reason: "erased" },
    })),
    ...gold.map(({ id: goldId, conversation_id: conversationId }) => ({
      type: "decide.gold.retired" as const,
      actor,
      conversationId,
      facts: { goldId },
    })),
  ]);
  return closed.length;
}
