import { beforeAll, describe, expect, it } from "vitest";
import { aRisk, conversationRead, eventsAbout, openDesk, person, risky } from "@/domain/testing/desk";
import { claimCase, claimNextCase, expireClaims } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { heartbeatClaim } from "@/domain/triage/heartbeat-claim";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

async function emptyQueue(): Promise<void> {
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL WHERE state <> 'closed'`;
  await db().$executeRaw`UPDATE claim SET ended_at = now(), "end" = 'released' WHERE ended_at IS NULL`;
}

async function caseOf(conversationId: string) {
  return db().case.findFirstOrThrow({ where: { conversationId } });
}

describe("claiming the next case", () => {
  it("gives 500 cases to 20 clients at once, none twice and none left", async () => {
    await emptyQueue();
    const reviewers = await Promise.all(Array.from({ length: 20 }, () => person("reviewer")));
    const [first] = reviewers;
    if (!first) throw new Error("no reviewer");
    const one = await caseOf(await conversationRead(first, risky(aRisk())));
    await db().$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE id = ${one.id}::uuid`;
    await db().$executeRaw`
      WITH made AS (
        INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id)
        SELECT gen_random_uuid(), source_id, 1, 'flagged', 0, data_key_id FROM conversation, generate_series(1, 500)
        WHERE id = ${one.conversationId}::uuid RETURNING id)
      INSERT INTO "case" (id, conversation_id, revision, reason, tier, queue_tier, due_at)
      SELECT gen_random_uuid(), id, 1, 'flagged', 2, 2, now() + interval '1 hour' FROM made`;
    const claimed: string[] = [];
    await Promise.all(
      reviewers.map(async (reviewer) => {
        for (let next = await claimNextCase(reviewer); next; next = await claimNextCase(reviewer))
          claimed.push(next.caseId);
      }),
    );
    expect(claimed).toHaveLength(500);
    expect(new Set(claimed).size).toBe(500);
    expect(await db().claim.count({ where: { endedAt: null, caseId: { in: claimed } } })).toBe(500);
  });

  it("gives the most urgent first: by tier, then by due time, with an overdue case one tier up but never into tier 0", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const ids = new Map<string, string>();
    for (const [name, severity] of [
      ["mild", "mild"],
      ["old mild", "mild"],
      ["moderate", "moderate"],
      ["late moderate", "moderate"],
      ["high", "high"],
      ["late high", "high"],
      ["critical", "critical"],
    ] as const) {
      ids.set((await caseOf(await conversationRead(reviewer, risky(aRisk(severity, null)), name))).id, name);
    }
    for (const [id, name] of ids) {
      if (!/old|late/.test(name)) continue;
      await db().$executeRaw`UPDATE "case" SET due_at = now() - interval '1 minute' WHERE id = ${id}::uuid`;
    }
    const order: (string | undefined)[] = [];
    for (let next = await claimNextCase(reviewer); next; next = await claimNextCase(reviewer))
      order.push(ids.get(next.caseId));
    expect(order[0]).toBe("critical");
    expect(order.slice(1, 4).toSorted()).toEqual(["high", "late high", "late moderate"]);
    expect(order[3]).toBe("high");
    expect(order.slice(4)).toEqual(["old mild", "moderate", "mild"]);
  });

  it("says that there is nothing when there is nothing, and refuses an auditor", async () => {
    await emptyQueue();
    await expect(claimNextCase(await person("reviewer"))).resolves.toBeNull();
    await expect(claimNextCase(await person("auditor"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a lease", () => {
  it("goes to another reviewer once it has run out, and the old token can do nothing any more", async () => {
    await emptyQueue();
    const [slow, quick] = [await person("reviewer"), await person("reviewer")];
    const conversationId = await conversationRead(slow, risky(aRisk()));
    const first = await claimNextCase(slow);
    if (!first) throw new Error("nothing claimed");
    expect(await claimNextCase(quick)).toBeNull();
    await db().$executeRaw`UPDATE claim SET expires_at = now() - interval '1 second' WHERE token = ${first.token}`;
    const second = await claimNextCase(quick);
    expect(second?.caseId).toBe(first.caseId);
    await expect(heartbeatClaim(slow, first.caseId, first.token)).rejects.toMatchObject({
      code: "LEASE_LOST",
      extra: { members: { current: { state: "claimed", holder: quick.name } } },
    });
    expect(await eventsAbout(conversationId)).toContain("triage.claim.expired");
  });

  it("is renewed by a heartbeat, for its holder alone", async () => {
    await emptyQueue();
    const [holder, other] = [await person("reviewer"), await person("reviewer")];
    await conversationRead(holder, risky(aRisk()));
    const held = await claimNextCase(holder);
    if (!held) throw new Error("nothing claimed");
    await db().$executeRaw`UPDATE claim SET expires_at = now() + interval '5 seconds' WHERE token = ${held.token}`;
    const lease = await heartbeatClaim(holder, held.caseId, held.token);
    expect(Date.parse(lease.expiresAt) - Date.now()).toBeGreaterThan(100_000);
    await expect(heartbeatClaim(other, held.caseId, held.token)).rejects.toMatchObject({ code: "LEASE_LOST" });
  });

  it("is ended by a worker when nobody claims", async () => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const { id } = await caseOf(await conversationRead(reviewer, risky(aRisk())));
    const held = await claimNextCase(reviewer);
    await db().$executeRaw`UPDATE claim SET expires_at = now() - interval '1 second' WHERE token = ${held?.token}`;
    await Promise.all(Array.from({ length: 5 }, () => db().$transaction(expireClaims)));
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ state: "open", holderId: null });
  });

  it.each([
    ["released", "open"],
    ["skipped", "open"],
    ["escalated", "escalated"],
  ] as const)("that is %s leaves the case %s", async (ending, state) => {
    await emptyQueue();
    const reviewer = await person("reviewer");
    const conversationId = await conversationRead(reviewer, risky(aRisk()));
    const held = await claimNextCase(reviewer);
    if (!held) throw new Error("nothing claimed");
    await endClaim(reviewer, held.caseId, held.token, ending);
    expect(await caseOf(conversationId)).toMatchObject({ state, holderId: null });
    expect((await eventsAbout(conversationId)).at(-1)).toBe(`triage.case.${ending}`);
    await expect(endClaim(reviewer, held.caseId, held.token, ending)).rejects.toMatchObject({ code: "LEASE_LOST" });
  });
});

describe("a skipped case", () => {
  it("goes to others at once and to the one who skipped it only after a while", async () => {
    await emptyQueue();
    const [reviewer, other] = [await person("reviewer"), await person("reviewer")];
    await conversationRead(reviewer, risky(aRisk()));
    const held = await claimNextCase(reviewer);
    if (!held) throw new Error("nothing claimed");
    await endClaim(reviewer, held.caseId, held.token, "skipped");
    expect(await claimNextCase(reviewer)).toBeNull();
    const taken = await claimNextCase(other);
    expect(taken?.caseId).toBe(held.caseId);
    await endClaim(other, held.caseId, taken?.token ?? "", "released");
    // The pass on record is what keeps it from them, for a quarter of an hour.
    await db().$executeRaw`UPDATE case_pass SET until = now() WHERE case_id = ${held.caseId}::uuid`;
    expect((await claimNextCase(reviewer))?.caseId).toBe(held.caseId);
  });
});

describe("claiming one case from the list", () => {
  it("holds no other case while it waits for its own, so that two who wait never block each other", async () => {
    await emptyQueue();
    const [reviewer, away] = [await person("reviewer"), await person("reviewer")];
    const expired = await caseOf(await conversationRead(away, risky(aRisk())));
    const { token } = await claimCase(away, expired.id);
    await db().$executeRaw`UPDATE claim SET expires_at = now() - interval '1 second' WHERE token = ${token}`;
    const wanted = await caseOf(await conversationRead(away, risky(aRisk())));
    let claiming: Promise<unknown> | undefined;
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${wanted.id}::uuid FOR UPDATE`;
      claiming = claimCase(reviewer, wanted.id);
      // Seen from another connection: the expired claim is over and committed while the other case is still awaited.
      await expect.poll(() => db().case.findUnique({ where: { id: expired.id } })).toMatchObject({ state: "open" });
      await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${expired.id}::uuid FOR UPDATE`;
    });
    await expect(claiming).resolves.toMatchObject({ caseId: wanted.id });
  });

  it("lets one of ten win", async () => {
    await emptyQueue();
    const reviewers = await Promise.all(Array.from({ length: 10 }, () => person("reviewer")));
    const [first] = reviewers;
    if (!first) throw new Error("no reviewer");
    const { id } = await caseOf(await conversationRead(first, risky(aRisk())));
    const results = await Promise.allSettled(reviewers.map((reviewer) => claimCase(reviewer, id)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "CONFLICT" });
  });

  it("gives an escalated case to a lead, not to a reviewer", async () => {
    await emptyQueue();
    const [reviewer, lead] = [await person("reviewer"), await person("lead", "reviewer")];
    await conversationRead(reviewer, risky(aRisk()));
    const held = await claimNextCase(reviewer);
    if (!held) throw new Error("nothing claimed");
    await endClaim(reviewer, held.caseId, held.token, "escalated");
    expect(await claimNextCase(reviewer)).toBeNull();
    await expect(claimCase(reviewer, held.caseId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(claimCase(lead, held.caseId)).resolves.toMatchObject({ caseId: held.caseId });
  });
});

describe("an escalated case", () => {
  /** A case that a reviewer passed to the leads, and the two people. */
  async function escalatedCase() {
    const [reviewer, lead] = [await person("reviewer"), await person("lead", "reviewer")];
    await conversationRead(reviewer, risky(aRisk("high", null)));
    const held = await claimNextCase(reviewer);
    if (!held) throw new Error("nothing claimed");
    await endClaim(reviewer, held.caseId, held.token, "escalated");
    return { reviewer, lead, caseId: held.caseId };
  }

  it.each(["lead", "admin"] as const)(
    "is next for a %s in its place in the queue, and for no reviewer",
    async (role) => {
      await emptyQueue();
      const { reviewer, caseId } = await escalatedCase();
      const above = await person(role, "reviewer");
      const mild = await caseOf(await conversationRead(reviewer, risky(aRisk("mild", null))));
      const critical = await caseOf(await conversationRead(reviewer, risky(aRisk("critical", null))));
      expect((await claimNextCase(reviewer))?.caseId).toBe(critical.id);
      expect((await claimNextCase(above))?.caseId).toBe(caseId);
      expect((await claimNextCase(reviewer))?.caseId).toBe(mild.id);
      expect(await claimNextCase(reviewer)).toBeNull();
    },
  );

  it.each(["released", "skipped"] as const)("waits for a lead again when it is %s", async (ending) => {
    await emptyQueue();
    const { reviewer, lead, caseId } = await escalatedCase();
    const held = await claimNextCase(lead);
    await endClaim(lead, caseId, held?.token ?? "", ending);
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "escalated", holderId: null });
    expect(await claimNextCase(reviewer)).toBeNull();
  });

  it("waits for a lead again when its lease runs out", async () => {
    await emptyQueue();
    const { reviewer, lead, caseId } = await escalatedCase();
    const held = await claimNextCase(lead);
    await db().$executeRaw`UPDATE claim SET expires_at = now() - interval '1 second' WHERE token = ${held?.token}`;
    expect(await claimNextCase(reviewer)).toBeNull();
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "escalated", holderId: null });
  });

  it("is not handed back at once to the lead who passed it on", async () => {
    await emptyQueue();
    const { lead, caseId } = await escalatedCase();
    const held = await claimNextCase(lead);
    await endClaim(lead, caseId, held?.token ?? "", "escalated");
    expect(await claimNextCase(lead)).toBeNull();
    expect((await claimNextCase(await person("lead", "reviewer")))?.caseId).toBe(caseId);
  });
});
