import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { aRisk, conversationRead, failed, openDesk, person, platform, risky } from "@/domain/testing/desk";
import { ageCases } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { COUNTED_UP_TO } from "@/domain/triage/queue-summary";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

async function emptyQueue(): Promise<void> {
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL WHERE state <> 'closed'`;
}

async function caseOf(conversationId: string) {
  return db().case.findFirstOrThrow({ where: { conversationId } });
}

describe("the queue", () => {
  it("lists in the order of claiming, page by page, and counts by tier", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const severities = ["mild", "moderate", "high", "critical"] as const;
    for (let index = 0; index < 60; index += 1) {
      await conversationRead(
        reviewer,
        index % 5 === 4 ? failed() : risky(aRisk(severities[index % 5] ?? "mild", null)),
      );
    }
    const first = await listCases(reviewer, {});
    const second = await listCases(reviewer, { cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...second.items];
    expect(second.nextCursor).toBeNull();
    expect(new Set(all.map((item) => item.id)).size).toBe(60);
    expect(all.map((item) => item.queueTier)).toEqual([
      ...Array(12).fill(0),
      ...Array(24).fill(1),
      ...Array(12).fill(2),
      ...Array(12).fill(3),
    ]);
    const summary = await summariseQueue(reviewer);
    expect(summary.tiers.map((tier) => tier.open)).toEqual([12, 24, 12, 12]);
    const unscored = all.filter((item) => item.reason === "unscored");
    expect(unscored).toHaveLength(12);
    expect(unscored[0]).toMatchObject({
      outcome: "unscored",
      unscoredReason: "model_error",
      reflection: null,
      queueTier: 1,
    });
    const flagged = await listCases(reviewer, { tier: 0 });
    expect(flagged.items[0]).toMatchObject({
      reflection: "Words of the model.",
      risks: [{ type: "suicide", severity: "critical" }],
    });
    await expect(listCases(reviewer, { cursor: "garbage" })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("lets an overdue case rise one tier once", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const { id } = await caseOf(await conversationRead(reviewer, risky(aRisk("mild", null))));
    await db().$executeRaw`UPDATE "case" SET due_at = now() - interval '10 days' WHERE id = ${id}::uuid`;
    await db().$transaction(ageCases);
    await db().$transaction(ageCases);
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ tier: 3, queueTier: 2 });
  });

  it("counts what is past due and waits, for everybody or for a lead", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    for (const state of ["open", "open", "escalated", "claimed"] as const) {
      const { id } = await caseOf(await conversationRead(reviewer, risky(aRisk("high", null))));
      await db().$executeRaw`
        UPDATE "case" SET state = ${state}::case_state, due_at = now() - interval '1 minute' WHERE id = ${id}::uuid`;
    }
    await conversationRead(reviewer, risky(aRisk("high", null)));
    const summary = await summariseQueue(reviewer);
    expect(summary.tiers[1]).toMatchObject({ open: 3, claimed: 1, overdue: 3 });
    expect(summary.escalated).toBe(1);
  });

  it("counts what waits to be read: conversations, and deliveries not yet turned into messages", async () => {
    const reviewer = await person("reviewer");
    await db().conversation.updateMany({ data: { unreadSince: null } });
    const nothing = { unread: 0, oldestUnreadAt: null, deliveriesWaiting: 0, oldestDeliveryAt: null };
    expect(await summariseQueue(reviewer)).toMatchObject(nothing);
    const { sourceId } = await platform("Waiting");
    const [older, newer] = ["2026-11-21T03:00:00.000Z", "2026-11-21T03:01:00.000Z"];
    for (const at of [newer, older]) {
      const { id } = await acceptConversation(reviewer, { messages: [{ role: "user", text: "some words" }] });
      await db().conversation.update({ where: { id }, data: { unreadSince: at } });
      for (const state of ["received", "needs_attention", "held"] as const) {
        const key = `${at} ${state}`;
        const delivery = {
          id: newId(),
          sourceId,
          deliveryKey: key,
          bodySealed: Buffer.from("x"),
          state,
          receivedAt: at,
        };
        await db().webhookDelivery.create({ data: delivery });
      }
    }
    expect(await summariseQueue(reviewer)).toMatchObject({
      unread: 2,
      oldestUnreadAt: older,
      deliveriesWaiting: 2,
      oldestDeliveryAt: older,
    });
  });

  it("stops counting a backlog where nobody needs to know more", async () => {
    const reviewer = await person("reviewer");
    const { sourceId } = await platform("Flood");
    await db().$executeRaw`
      INSERT INTO webhook_delivery (id, source_id, delivery_key, body_sealed, received_at)
      SELECT gen_random_uuid(), ${sourceId}::uuid, 'flood ' || n, 'x', '2026-11-20T00:00:00Z'
      FROM generate_series(1, ${COUNTED_UP_TO + 5}::int) n`;
    const summary = await summariseQueue(reviewer);
    expect(summary).toMatchObject({ deliveriesWaiting: COUNTED_UP_TO, oldestDeliveryAt: "2026-11-20T00:00:00.000Z" });
  });

  it("lists by type of risk, without the cases whose reviewer must not see what the model said", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const reasons = ["sample", "second_review", "gold", "adjudication", "manual"] as const;
    for (const reason of ["flagged", ...reasons] as const) {
      const { id } = await caseOf(await conversationRead(reviewer, risky(aRisk("high", null, "abuse"))));
      await db().$executeRaw`UPDATE "case" SET reason = ${reason}::case_reason WHERE id = ${id}::uuid`;
    }
    await conversationRead(reviewer, risky(aRisk("high", null, "suicide")));
    const abuse = await listCases(reviewer, { type: "abuse" });
    expect(abuse.items.map((item) => item.reason).toSorted()).toEqual(["adjudication", "flagged", "manual"]);
    expect((await listCases(reviewer, { type: "stalking" })).items).toEqual([]);
    const all = await listCases(reviewer, {});
    expect(all.items).toHaveLength(7);
    for (const item of all.items.filter(({ reason }) => ["sample", "second_review", "gold"].includes(reason)))
      expect(item).toMatchObject({ outcome: null, reflection: null, risks: [] });
  });
});
