import "server-only";
import { z } from "zod";
import { STANDS, UNCHECKED, WAITS } from "@/domain/triage/standing-decision";
import { Prisma, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

/** A correction that was not told of within this time, since no worker ran, is not told of any more. */
const LOOK_BACK_DAYS = 30;

const riskSchema = z.object({
  subject: z.string(),
  type: z.string(),
  severity: z.string(),
  imminence: z.string().nullable(),
});
const releasedRows = z.array(
  z.object({
    decisionId: z.uuid(),
    endpointId: z.uuid(),
    conversationId: z.uuid(),
    externalId: z.string().nullable(),
    revision: z.number().int(),
    verdict: z.enum(["risk", "none"]),
    action: z.string(),
    decidedAt: z.date(),
    supersedes: z.uuid().nullable(),
    risks: z.array(riskSchema),
    tellAt: z.date(),
  }),
);

/**
 * Decisions `d` that stand and wait for nobody, in SQL: their author, and whoever had to look too, cannot take it back. What
 * somebody said who only checked concerns the desk alone; an adjudication goes out, in the place of what it settles.
 */
const RELEASED = Prisma.sql`d.undoable_until <= now() AND ${STANDS} AND NOT ${WAITS}`;

/** From when on neither the author of `d` nor whoever had to look too can take it back with a key press, in SQL; not before now. */
const TELL_AT = Prisma.sql`greatest(now(), d.undoable_until, (
  SELECT max(answer.undoable_until) FROM review_slot w JOIN decision answer ON answer.id = w.answer_id
  WHERE w.first_decision_id = d.id AND w.binding AND w.withdrawn_at IS NULL))`;

/** Corrections `d` that endpoint `e` has not been told of, in SQL. One that was added later hears of none from before. */
const UNTOLD_CORRECTION = Prisma.sql`d.supersedes_id IS NOT NULL
  AND d.undoable_until > now() - make_interval(days => ${LOOK_BACK_DAYS}) AND e.created_at <= d.decided_at
  AND NOT EXISTS (SELECT 1 FROM outbound_delivery told
    WHERE told.endpoint_id = e.id AND told.event = 'decision.recorded' AND told.decision_id = d.id)`;

async function queueThese(tx: Tx, which: Prisma.Sql): Promise<number> {
  const rows = releasedRows.parse(
    await tx.$queryRaw`
      SELECT d.id AS "decisionId", e.id AS "endpointId", d.conversation_id AS "conversationId",
        c.external_id AS "externalId", d.revision, d.verdict::text, d.action, d.decided_at AS "decidedAt",
        coalesce(d.supersedes_id, slot.first_decision_id) AS supersedes,
        coalesce((SELECT jsonb_agg(jsonb_build_object('subject', f.subject, 'type', f.type, 'severity', f.severity,
          'imminence', f.imminence) ORDER BY f.position) FROM finding f
          WHERE f.decision_id = d.id AND f.type IS NOT NULL), '[]') AS risks,
        ${TELL_AT} AS "tellAt"
      FROM decision d
      JOIN "case" k ON k.id = d.case_id
      JOIN conversation c ON c.id = d.conversation_id
      JOIN source s ON s.id = c.source_id AND s.deleted_at IS NULL
      JOIN outbound_endpoint e ON e.source_id = c.source_id AND e.deleted_at IS NULL
      LEFT JOIN review_slot slot ON slot.case_id = k.id AND slot.kind = 'adjudication'
      WHERE ${which} AND ${STANDS} AND NOT (c.erased_at IS NOT NULL AND ${UNCHECKED})
      ORDER BY d.decided_at, d.id`,
  );
  if (rows.length === 0) return 0;
  const written = await tx.outboundDelivery.createMany({
    data: rows.map(({ endpointId, decidedAt, tellAt, ...said }) => ({
      id: newId(),
      endpointId,
      event: "decision.recorded",
      decisionId: said.decisionId,
      nextAttemptAt: tellAt,
      body: {
        type: "decision.recorded",
        timestamp: decidedAt.toISOString(),
        data: { ...said, decidedAt: decidedAt.toISOString() },
      },
    })),
    skipDuplicates: true,
  });
  return written.count;
}

/**
 * Writes the messages that tell platforms of decisions that can no longer be taken back by their author, in the transaction
 * that closes their cases. What was undone, replaced, or waits for a second person is not told; what was told already is
 * not told again. Never the note, the reviewer, or anything that was written.
 * @returns how many messages were written
 */
export async function queueDecisions(tx: Tx, caseIds: readonly string[]): Promise<number> {
  if (caseIds.length === 0) return 0;
  return queueThese(tx, Prisma.sql`d.case_id = ANY (${[...caseIds]}::uuid[]) AND ${RELEASED}`);
}

/**
 * The same for corrections of decisions whose case was closed before, and is not closed again.
 */
export async function queueCorrections(tx: Tx): Promise<number> {
  // Whoever takes a decision back holds its case: what is told is looked up once nobody does, so that it still stands.
  const cases = z.array(z.object({ id: z.uuid() })).parse(
    await tx.$queryRaw`
      SELECT k.id FROM "case" k WHERE k.id IN (
        SELECT d.case_id FROM decision d JOIN conversation c ON c.id = d.conversation_id
        JOIN outbound_endpoint e ON e.source_id = c.source_id AND e.deleted_at IS NULL
        WHERE ${UNTOLD_CORRECTION} AND ${RELEASED})
      ORDER BY k.id FOR UPDATE SKIP LOCKED`,
  );
  if (cases.length === 0) return 0;
  const which = Prisma.sql`d.case_id = ANY (${cases.map(({ id }) => id)}::uuid[]) AND ${UNTOLD_CORRECTION}`;
  return queueThese(tx, Prisma.sql`${which} AND ${RELEASED}`);
}

/**
 * The same for conversations that lose their content, while the platform's id for the thread is still known, which is all
 * that it can find the person by. What can be taken back yet waits in the outbox until it cannot. The caller holds the
 * cases, and has called off further looks at them.
 */
export async function queueBeforeErasure(tx: Tx, conversationIds: readonly string[]): Promise<number> {
  const which = Prisma.sql`d.conversation_id = ANY (${[...conversationIds]}::uuid[])`;
  return queueThese(tx, Prisma.sql`${which} AND (k.state = 'decided' OR (${UNTOLD_CORRECTION})) AND NOT ${UNCHECKED}`);
}

const toldRows = z.array(
  z.object({
    endpointId: z.uuid(),
    conversationId: z.uuid(),
    externalId: z.string().nullable(),
    restores: z.uuid().nullable(),
    at: z.date(),
  }),
);

/**
 * Writes the messages that a decision no longer holds, to where it was told of, in the transaction that takes it back and
 * after the further looks at what it had replaced: they name that only where it waits for nobody. Where nobody has tried to
 * tell of it yet, it is not told at all.
 * @returns how many messages were written: none where nothing had left the desk
 */
export async function queueUndoneDecision(tx: Tx, decisionId: string): Promise<number> {
  await tx.$executeRaw`
    UPDATE outbound_delivery SET state = 'cancelled', ended_at = now(), last_error = 'It was taken back before it was told.'
    WHERE event = 'decision.recorded' AND state = 'waiting' AND attempts = 0 AND decision_id IN (
      SELECT d.id FROM decision k JOIN conversation c ON c.id = k.conversation_id JOIN decision d ON d.conversation_id = c.id
      WHERE k.id = ${decisionId}::uuid AND (d.id = k.id OR (c.erased_at IS NOT NULL AND ${UNCHECKED})))`;
  const rows = toldRows.parse(
    await tx.$queryRaw`
      SELECT e.id AS "endpointId", c.id AS "conversationId", c.external_id AS "externalId", now() AS at,
        (SELECT d.id FROM decision d WHERE d.id = k.supersedes_id AND NOT ${WAITS}
          AND NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id)) AS restores
      FROM outbound_delivery told JOIN outbound_endpoint e ON e.id = told.endpoint_id AND e.deleted_at IS NULL
      JOIN decision k ON k.id = told.decision_id JOIN conversation c ON c.id = k.conversation_id
      WHERE told.decision_id = ${decisionId}::uuid AND told.event = 'decision.recorded'
        AND NOT (told.state = 'cancelled' AND told.attempts = 0)`,
  );
  const written = await tx.outboundDelivery.createMany({
    data: rows.map(({ endpointId, conversationId, externalId, restores, at }) => ({
      id: newId(),
      endpointId,
      event: "decision.undone",
      decisionId,
      body: {
        type: "decision.undone",
        timestamp: at.toISOString(),
        data: { decisionId, conversationId, externalId, restores, undoneAt: at.toISOString() },
      },
    })),
    skipDuplicates: true,
  });
  return written.count;
}
