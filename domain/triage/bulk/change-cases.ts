import "server-only";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import type { NewEvent } from "@/domain/audit/event";
import {
  BULK_UNDO_SECONDS,
  type BulkChange,
  type BulkInput,
  type BulkResult,
  type LeftOut,
} from "@/domain/triage/bulk/bulk-dto";
import { type BulkStep, bulkStep, tally } from "@/domain/triage/bulk/bulk-step";
import { type LoadedBulkCase, loadBulkCases } from "@/domain/triage/bulk/load-bulk-cases";
import { snapshotOf, type UndoRecord } from "@/domain/triage/bulk/undo-record";
import { raiseCases } from "@/domain/triage/case-rows";
import type { Tier } from "@/domain/triage/tier";
import { db, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

type Changing = LoadedBulkCase & { step: BulkStep };
const claimsSchema = z.array(z.object({ id: z.uuid(), case_id: z.uuid() }));

/** Ends the claims on these cases. Those whose claim somebody is using in this moment keep it. @returns claim by case */
async function endClaims(tx: Tx, caseIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw`
    WITH held AS (
      SELECT id FROM claim WHERE case_id = ANY (${[...caseIds]}::uuid[]) AND ended_at IS NULL FOR UPDATE SKIP LOCKED)
    UPDATE claim SET ended_at = now(), "end" = 'requeued' FROM held WHERE claim.id = held.id
    RETURNING claim.id, claim.case_id`;
  return new Map(claimsSchema.parse(rows).map((row) => [row.case_id, row.id]));
}

async function requeue(tx: Tx, cases: readonly Changing[]): Promise<{ done: Changing[]; events: NewEvent[] }> {
  const held = cases.filter(({ state }) => state === "claimed").map(({ id }) => id);
  const claims = await endClaims(tx, held);
  const done = cases.filter(({ id, state }) => state !== "claimed" || claims.has(id));
  await tx.$executeRaw`
    UPDATE "case" SET state = CASE WHEN escalated THEN 'escalated' ELSE 'open' END::case_state, holder_id = NULL,
      snoozed_until = NULL, version = version + 1
    FROM unnest(${done.map(({ id }) => id)}::uuid[], ${done.map(({ wasEscalated }) => wasEscalated)}::bool[])
      AS asked (id, escalated) WHERE "case".id = asked.id`;
  const events = done.map(({ id }) => ({
    type: "triage.case.requeued" as const,
    facts: { claimId: claims.get(id) ?? null },
  }));
  return { done, events: about(done, events) };
}

/** From then on they are the leads' business: a trigger keeps since when. */
async function escalate(tx: Tx, cases: readonly Changing[]): Promise<NewEvent[]> {
  const ids = cases.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE "case" SET state = 'escalated', snoozed_until = NULL, version = version + 1 WHERE id = ANY (${ids}::uuid[])`;
  return about(
    cases,
    cases.map(() => ({ type: "triage.case.escalated" as const, facts: { claimId: null } })),
  );
}

async function snooze(tx: Tx, cases: readonly Changing[], now: Date): Promise<NewEvent[]> {
  const until = cases.map(({ step }) => (step.step === "change" ? (step.snoozedUntil ?? null) : null));
  await tx.$executeRaw`
    UPDATE "case" SET snoozed_until = asked.until, version = version + 1
    FROM unnest(${cases.map(({ id }) => id)}::uuid[], ${until}::timestamptz[]) AS asked (id, until) WHERE "case".id = asked.id`;
  return about(
    cases,
    until.map((at) => ({
      type: "triage.case.snoozed" as const,
      facts: { claimId: null, seconds: Math.round(((at?.getTime() ?? now.getTime()) - now.getTime()) / 1000) },
    })),
  );
}

async function raise(tx: Tx, cases: readonly Changing[], tier: Tier): Promise<NewEvent[]> {
  const ids = cases.map(({ id }) => id);
  await raiseCases(tx, ids, tier, null);
  await tx.$executeRaw`UPDATE "case" SET version = version + 1 WHERE id = ANY (${ids}::uuid[])`;
  return about(
    cases,
    cases.map((each) => ({
      type: "triage.case.raised" as const,
      facts: { fromTier: each.tier, toTier: tier, revision: each.revision },
    })),
  );
}

async function close(tx: Tx, cases: readonly Changing[]): Promise<NewEvent[]> {
  const ids = cases.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE "case" SET state = 'closed', closed_at = now(), snoozed_until = NULL, version = version + 1
    WHERE id = ANY (${ids}::uuid[])`;
  return about(
    cases,
    cases.map(() => ({ type: "triage.case.closed" as const, facts: { reason: "bulk" } })),
  );
}

/** Names the case and conversation of each event; who did it is filled in once. */
function about(cases: readonly Changing[], events: readonly object[]): NewEvent[] {
  return events.map(
    (event, index) =>
      ({ ...event, caseId: cases[index]?.id, conversationId: cases[index]?.conversationId }) as NewEvent,
  );
}

type Asked = { change: BulkChange; now: Date };

async function apply(tx: Tx, { change, now }: Asked, cases: readonly Changing[]) {
  if (change.kind === "requeue") return requeue(tx, cases);
  const done = [...cases];
  if (change.kind === "escalate") return { done, events: await escalate(tx, cases) };
  if (change.kind === "snooze") return { done, events: await snooze(tx, cases, now) };
  if (change.kind === "raise") return { done, events: await raise(tx, cases, change.tier as Tier) };
  return { done, events: await close(tx, cases) };
}

/**
 * Changes many cases at once, each as `bulkStep` says of it in this moment: what has moved on since the preview is left as
 * it is. One transaction, with what is needed to take it back. Throws FORBIDDEN.
 */
export async function changeCases(actor: Actor, { change, ids }: BulkInput): Promise<BulkResult> {
  const lead = requireUser(actor, "case.lead");
  const asked = [...new Set(ids)];
  return db().$transaction(async (tx) => {
    const { cases, now } = await loadBulkCases(tx, lead, asked, true);
    const steps: Changing[] = cases.map((each) => ({ ...each, step: bulkStep(change, each, now) }));
    const changing = steps.filter(({ step }) => step.step === "change");
    const { done, events } = await apply(tx, { change, now }, changing);
    const doneIds = new Set(done.map(({ id }) => id));
    const after = await loadBulkCases(tx, lead, [...doneIds], false);
    const records = after.cases.map((each): UndoRecord => {
      const before = done.find(({ id }) => id === each.id);
      if (!before) throw new Error("a case was changed that was not asked for");
      return { id: each.id, before: snapshotOf(before), after: snapshotOf(each) };
    });
    const bulkId = newId();
    const undoableUntil = new Date(now.getTime() + BULK_UNDO_SECONDS * 1000);
    await tx.bulkAction.create({
      data: { id: bulkId, byId: lead.userId, kind: change.kind, cases: records, createdAt: now, undoableUntil },
    });
    await appendEvents(tx, [
      {
        type: "triage.cases.changed",
        actor: lead,
        facts: { bulkId, kind: change.kind, cases: done.length },
      },
      ...events.map((event) => ({ ...event, actor: lead })),
    ]);
    const found = new Set(cases.map(({ id }) => id));
    const missing = await missingCauses(
      tx,
      lead,
      asked.filter((id) => !found.has(id)),
    );
    const busy = changing.filter(({ id }) => !doneIds.has(id)).map((): LeftOut => "busy");
    const kept = steps.filter(({ id, step }) => step.step === "leave" || doneIds.has(id));
    return {
      bulkId,
      changed: done.length,
      ...tally(kept, [...missing, ...busy]),
      undoableUntil: undoableUntil.toISOString(),
    };
  });
}

/** Why cases were not among those that could be held: somebody works on them in this moment, or there are none. */
async function missingCauses(tx: Tx, lead: UserActor, ids: readonly string[]): Promise<LeftOut[]> {
  if (ids.length === 0) return [];
  const { cases } = await loadBulkCases(tx, lead, ids, false);
  return ids.map((id) => (cases.some((each) => each.id === id) ? "busy" : "gone"));
}
