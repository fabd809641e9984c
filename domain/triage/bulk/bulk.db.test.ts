import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  openDesk,
  person,
  risky,
} from "@/domain/testing/desk";
import { whileHeld } from "@/domain/testing/while-held";
import { changeCases } from "@/domain/triage/bulk/change-cases";
import { previewBulk } from "@/domain/triage/bulk/preview-bulk";
import { undoBulk } from "@/domain/triage/bulk/undo-bulk";
import { raiseCases } from "@/domain/triage/case-rows";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { requeueCase } from "@/domain/triage/requeue-case";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

let reviewer: UserActor;
let lead: UserActor;

beforeAll(async () => {
  await openDesk();
  reviewer = await person("reviewer");
  lead = await person("lead");
});

beforeEach(async () => {
  await db().$executeRaw`UPDATE claim SET ended_at = now(), "end" = 'released' WHERE ended_at IS NULL`;
  await db().$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL`;
});

async function flagged(severity: "mild" | "moderate" | "high" | "critical" = "moderate") {
  const conversationId = await conversationRead(reviewer, risky(aRisk(severity, null)));
  return db().case.findFirstOrThrow({ where: { conversationId } });
}

async function manual() {
  const { caseId } = await openManualCase(reviewer, await conversationRead(reviewer, clear));
  return db().case.findUniqueOrThrow({ where: { id: caseId } });
}

const find = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
const eventsOf = (type: string) => db().auditEvent.count({ where: { type } });

describe("changing many cases at once", () => {
  it("is shown before it is done, by tier and with what would be left out and why", async () => {
    const [a, b, c, held] = [await flagged(), await flagged("critical"), await manual(), await flagged()];
    await claimCase(reviewer, held.id);
    const ids = [a.id, b.id, c.id, held.id, newId()];
    const before = await eventsOf("triage.cases.changed");
    const preview = await previewBulk(lead, { change: { kind: "snooze", minutes: 20 }, ids });
    expect(preview.ids.toSorted()).toEqual([a.id, c.id].toSorted());
    expect(preview.byTier).toEqual([
      { tier: 2, count: 1 },
      { tier: 3, count: 1 },
    ]);
    expect(preview.leftOut.toSorted((x, y) => x.why.localeCompare(y.why))).toEqual([
      { why: "emergency", count: 1 },
      { why: "gone", count: 1 },
      { why: "with_somebody", count: 1 },
    ]);
    expect(await eventsOf("triage.cases.changed")).toBe(before);
    expect((await find(a.id)).snoozedUntil).toBeNull();
  });

  it("takes all that fit a filter, the most urgent first", async () => {
    for (let index = 0; index < 3; index += 1) await flagged();
    const { id } = await flagged("mild");
    const preview = await previewBulk(lead, { change: { kind: "escalate" }, filter: { tier: 3 } });
    expect(preview).toMatchObject({ ids: [id], more: false });
  });

  it("snoozes, never past the due time, and takes it back", async () => {
    const { id } = await flagged();
    const { bulkId, changed } = await changeCases(lead, { change: { kind: "snooze", minutes: 600 }, ids: [id] });
    expect(changed).toBe(1);
    const snoozed = await find(id);
    expect(snoozed.snoozedUntil).toEqual(snoozed.dueAt);
    expect(await db().auditEvent.count({ where: { caseId: id, type: "triage.case.snoozed" } })).toBe(1);
    expect(await undoBulk(lead, bulkId)).toEqual({ restored: 1, moved: 0 });
    expect(await find(id)).toMatchObject({ snoozedUntil: null, state: "open" });
    await expect(undoBulk(lead, bulkId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("raises, with the due time of the tier, and restores both", async () => {
    const before = await flagged("mild");
    const { bulkId } = await changeCases(lead, { change: { kind: "raise", tier: 1 }, ids: [before.id] });
    const raised = await find(before.id);
    expect(raised).toMatchObject({ tier: 1, queueTier: 1 });
    expect(raised.dueAt < before.dueAt).toBe(true);
    expect(await eventsAbout(before.conversationId)).toContain("triage.case.raised");
    await undoBulk(lead, bulkId);
    const { tier, queueTier, dueAt, rankAt } = before;
    expect(await find(before.id)).toMatchObject({ tier, queueTier, dueAt, rankAt });
    const event = await db().auditEvent.findFirstOrThrow({ where: { caseId: before.id }, orderBy: { seq: "desc" } });
    expect(event).toMatchObject({ type: "triage.case.restored", conversationId: before.conversationId });
    expect(JSON.parse(event.canonical).facts).toEqual({ bulkId, state: "open", tier: 3 });
  });

  it("tells of each that it makes an emergency, with as many questions to the database as for one", async () => {
    const ask = async (count: number) => {
      const ids = (await Promise.all(Array.from({ length: count }, () => flagged("mild")))).map(({ id }) => id);
      const asked = await db().$transaction(async (tx) => {
        let calls = 0;
        const counting = new Proxy(tx, {
          get: (target, name) => {
            calls += 1;
            return Reflect.get(target, name);
          },
        });
        await raiseCases(counting, ids, 0, null);
        return calls;
      });
      expect(await db().alert.count({ where: { caseId: { in: ids }, kind: "new_emergency" } })).toBe(count);
      expect(await db().case.count({ where: { id: { in: ids }, tier: 0, queueTier: 0 } })).toBe(count);
      return asked;
    };
    expect(await ask(4)).toBe(await ask(1));
  });

  it("keeps what is escalated with the leads, also once somebody hands it back", async () => {
    const { id } = await flagged();
    await changeCases(lead, { change: { kind: "escalate" }, ids: [id] });
    expect(await claimNextCase(reviewer)).toBeNull();
    const { token } = await claimCase(lead, id);
    await endClaim(lead, id, token, "released");
    expect((await find(id)).state).toBe("escalated");
  });

  it("makes an escalation that is taken back none", async () => {
    const { id } = await flagged();
    const { bulkId } = await changeCases(lead, { change: { kind: "escalate" }, ids: [id] });
    await undoBulk(lead, bulkId);
    const held = await claimNextCase(reviewer);
    expect(held?.caseId).toBe(id);
    await endClaim(reviewer, id, held?.token ?? "", "released");
    expect((await find(id)).state).toBe("open");
  });

  it("requeues what somebody holds: their claim is over, and is not given back", async () => {
    const { id, conversationId } = await flagged();
    const { token } = await claimCase(reviewer, id);
    const { bulkId } = await changeCases(lead, { change: { kind: "requeue" }, ids: [id] });
    expect(await find(id)).toMatchObject({ state: "open", holderId: null });
    await expect(endClaim(reviewer, id, token, "released")).rejects.toMatchObject({ code: "LEASE_LOST" });
    expect(await eventsAbout(conversationId)).toContain("triage.case.requeued");
    expect(await undoBulk(lead, bulkId)).toEqual({ restored: 0, moved: 1 });
  });

  it("puts back to everybody what a lead had put back before, and to the leads what they still have", async () => {
    const [back, theirs] = [await flagged(), await flagged()];
    for (const { id } of [back, theirs]) {
      const { token } = await claimCase(reviewer, id);
      await endClaim(reviewer, id, token, "escalated");
    }
    await requeueCase(lead, back.id);
    await claimCase(reviewer, back.id);
    await claimCase(lead, theirs.id);
    await changeCases(lead, { change: { kind: "requeue" }, ids: [back.id, theirs.id] });
    expect((await find(back.id)).state).toBe("open");
    expect((await find(theirs.id)).state).toBe("escalated");
  });

  it("does not make a lead who escalates one who has read the case", async () => {
    const { id } = await flagged();
    await changeCases(lead, { change: { kind: "escalate" }, ids: [id] });
    expect(await db().claim.count({ where: { caseId: id } })).toBe(0);
  });

  it("closes what was opened by hand and never what was flagged", async () => {
    const [mine, theirs] = [await manual(), await flagged()];
    const result = await changeCases(lead, { change: { kind: "close" }, ids: [mine.id, theirs.id] });
    expect(result).toMatchObject({ changed: 1, leftOut: [{ why: "needs_review", count: 1 }] });
    expect((await find(mine.id)).state).toBe("closed");
    expect((await find(theirs.id)).state).toBe("open");
    await undoBulk(lead, result.bulkId);
    expect(await find(mine.id)).toMatchObject({ state: "open", closedAt: null });
  });

  it("closes nothing that was opened by hand once a reading has found a risk in it", async () => {
    const { id, conversationId } = await manual();
    const critical = engineThatSays(risky(aRisk("critical", null)));
    await readAndRoute(critical, { conversationId, revision: 1, again: true });
    expect(await find(id)).toMatchObject({ reason: "manual", tier: 0 });
    const result = await changeCases(lead, { change: { kind: "close" }, ids: [id] });
    expect(result).toMatchObject({ changed: 0, leftOut: [{ why: "needs_review", count: 1 }] });
    expect((await find(id)).state).toBe("open");
  });

  it("takes back the rest where a conversation has another case by now", async () => {
    const [replaced, still] = [await manual(), await manual()];
    const { bulkId } = await changeCases(lead, { change: { kind: "close" }, ids: [replaced.id, still.id] });
    const { caseId: other } = await openManualCase(reviewer, replaced.conversationId);
    expect(await undoBulk(lead, bulkId)).toEqual({ restored: 1, moved: 1 });
    expect((await find(replaced.id)).state).toBe("closed");
    expect((await find(other)).state).toBe("open");
    expect((await find(still.id)).state).toBe("open");
  });

  it("loses no risk that is found in the moment in which a case is closed", async () => {
    const { id, conversationId } = await manual();
    const critical = engineThatSays(risky(aRisk("critical", null)));
    await whileHeld(
      (tx) => tx.$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE id = ${id}::uuid`,
      () => readAndRoute(critical, { conversationId, revision: 1, again: true }),
    );
    expect(await find(id)).toMatchObject({ state: "closed", tier: 3 });
    const opened = await db().case.findFirstOrThrow({ where: { conversationId, state: "open" } });
    expect(opened).toMatchObject({ reason: "flagged", tier: 0 });
    expect(await db().alert.count({ where: { caseId: opened.id, kind: "new_emergency" } })).toBe(1);
  });

  it("takes nothing back from a case that somebody took, or that a reading raised, in between", async () => {
    const [taken, raised, still] = [await flagged("mild"), await flagged("mild"), await flagged("mild")];
    const ids = [taken.id, raised.id, still.id];
    const { bulkId } = await changeCases(lead, { change: { kind: "raise", tier: 1 }, ids });
    await claimCase(reviewer, taken.id);
    await db().$executeRaw`UPDATE "case" SET tier = 0, queue_tier = 0 WHERE id = ${raised.id}::uuid`;
    expect(await undoBulk(lead, bulkId)).toEqual({ restored: 1, moved: 2 });
    expect((await find(taken.id)).tier).toBe(1);
    expect((await find(raised.id)).tier).toBe(0);
    expect((await find(still.id)).tier).toBe(3);
  });

  it("gives each case to one of two who want it in the same moment", async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => flagged()));
    const ids = cases.map(({ id }) => id);
    const claims = Array.from({ length: 12 }, () => claimNextCase(reviewer));
    const [result] = await Promise.all([changeCases(lead, { change: { kind: "escalate" }, ids }), ...claims]);
    const rows = await db().case.findMany({ where: { id: { in: ids } } });
    expect(rows.filter(({ state }) => state === "escalated")).toHaveLength(result.changed);
    for (const { id, state } of rows) {
      const live = await db().claim.count({ where: { caseId: id, endedAt: null } });
      expect([state, live]).toEqual(state === "claimed" ? ["claimed", 1] : [state, 0]);
    }
  });

  it("is one of two where two leads do or undo the same at once", async () => {
    const { id } = await flagged();
    const [first, second] = await Promise.all([
      changeCases(lead, { change: { kind: "escalate" }, ids: [id] }),
      changeCases(lead, { change: { kind: "escalate" }, ids: [id] }),
    ]);
    expect(first.changed + second.changed).toBe(1);
    const bulkId = first.changed === 1 ? first.bulkId : second.bulkId;
    const undone = await Promise.allSettled([undoBulk(lead, bulkId), undoBulk(lead, bulkId)]);
    expect(undone.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("is for leads, and can be taken back for ten minutes", async () => {
    const { id } = await flagged();
    const input = { change: { kind: "escalate" }, ids: [id] } as const;
    await expect(changeCases(reviewer, { ...input, ids: [id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(previewBulk(reviewer, { ...input, ids: [id] })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { bulkId } = await changeCases(lead, { ...input, ids: [id] });
    await expect(undoBulk(reviewer, bulkId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(undoBulk(lead, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await db().bulkAction.update({ where: { id: bulkId }, data: { undoableUntil: new Date(Date.now() - 1) } });
    await expect(undoBulk(lead, bulkId)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
