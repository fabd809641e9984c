import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { changeSetting } from "@/domain/settings/change-setting";
import { aRisk, clear, conversationRead, failed, openDesk, person, risky } from "@/domain/testing/desk";
import type { CaseFilter, CasePageQuery } from "@/domain/triage/case-filter";
import { claimCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const ENGLISH = "my friend told me that she has been very sad since the summer";
const GERMAN = "Ich bin so müde, es ist mir gerade alles zu viel";

async function caseOf(conversationId: string): Promise<string> {
  return (await db().case.findFirstOrThrow({ where: { conversationId } })).id;
}

/** Waiting cases of mixed tiers and ranks, many with the same rank, without readings. */
async function fill(count: number): Promise<void> {
  await db().$executeRaw`DELETE FROM "case" WHERE reason = 'manual'`;
  await db().$executeRaw`
    WITH made AS (
      INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id, unread_since)
      SELECT uuidv7(), s.id, 1, 'clear', 0, s.data_key_id, NULL
      FROM (SELECT * FROM source LIMIT 1) s, generate_series(1, ${count}::int) RETURNING id)
    INSERT INTO "case" (id, conversation_id, revision, reason, tier, queue_tier, due_at)
    SELECT uuidv7(), id, 1, 'manual', t, t, '2030-01-01'::timestamptz + floor(random() * 9) * interval '1 minute'
    FROM made, LATERAL (SELECT floor(random() * 4)::int AS t) AS tier`;
}

async function walk(actor: UserActor, filter: CaseFilter, way: "down" | "up", between = async () => {}) {
  const seen: string[] = [];
  let query: CasePageQuery = way === "down" ? filter : { ...filter, from: "end" };
  for (;;) {
    const page = await listCases(actor, query);
    const ids = page.items.map(({ id }) => id);
    if (way === "down") seen.push(...ids);
    else seen.unshift(...ids);
    const next = way === "down" ? page.nextCursor : page.prevCursor;
    if (next === null) return seen;
    query = { ...filter, ...(way === "down" ? { cursor: next } : { before: next }) };
    await between();
  }
}

describe("the pages of the queue", () => {
  it("hold every case once, from the top down and from the end up", async () => {
    const reviewer = await person("reviewer");
    await conversationRead(reviewer, clear);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1, 49, 50, 51, 100, 173), async (count) => {
        await fill(count);
        const all = (
          await db().$queryRaw<{ id: string }[]>`
            SELECT id FROM "case" WHERE reason = 'manual' ORDER BY queue_tier, rank_at, id`
        ).map(({ id }) => id);
        expect(await walk(reviewer, { assignee: "nobody" }, "down")).toEqual(all);
        expect(await walk(reviewer, { assignee: "nobody" }, "up")).toEqual(all);
        const ofTier = await walk(reviewer, { tier: 2 }, "up");
        expect(ofTier).toEqual(await walk(reviewer, { tier: 2 }, "down"));
        expect(all.filter((id) => ofTier.includes(id))).toEqual(ofTier);
      }),
      { numRuns: 7 },
    );
  });

  it("hold every case that stays where it is once, while others come, go and move", async () => {
    const reviewer = await person("reviewer");
    await conversationRead(reviewer, clear);
    await fill(240);
    const rows = await db().case.findMany({ where: { reason: "manual" } });
    const movers = rows.filter((_, index) => index % 3 === 0).map(({ id }) => id);
    const still = rows.filter(({ id }) => !movers.includes(id)).map(({ id }) => id);
    for (const way of ["down", "up"] as const) {
      const seen = await walk(reviewer, {}, way, async () => {
        await db().$executeRaw`
          UPDATE "case" SET queue_tier = 1 + floor(random() * tier)::int, due_at = due_at - interval '3 minutes'
          WHERE id = ANY (${movers}::uuid[]) AND tier > 0 AND random() < 0.5`;
        await db().$executeRaw`
          UPDATE "case" SET state = CASE WHEN state = 'open' THEN 'escalated' ELSE 'open' END::case_state,
            due_at = '2030-01-01'::timestamptz + random() * interval '9 minutes'
          WHERE id = ANY (${movers}::uuid[]) AND random() < 0.5`;
      });
      expect(seen.filter((id) => still.includes(id)).toSorted()).toEqual(still.toSorted());
    }
  });

  it("know whether there is more above and below", async () => {
    const reviewer = await person("reviewer");
    await fill(120);
    const first = await listCases(reviewer, {});
    expect(first.prevCursor).toBeNull();
    const second = await listCases(reviewer, { cursor: first.nextCursor ?? "" });
    expect(second.prevCursor).not.toBeNull();
    const back = await listCases(reviewer, { before: second.prevCursor ?? "" });
    expect(back.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
    expect(back.prevCursor).toBeNull();
    const end = await listCases(reviewer, { from: "end" });
    expect(end.nextCursor).toBeNull();
    expect(end.prevCursor).not.toBeNull();
    await db().$executeRaw`DELETE FROM "case" WHERE reason = 'manual'`;
  });
});

describe("filters", () => {
  let reviewer: UserActor;
  let lead: UserActor;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    reviewer = await person("reviewer");
    lead = await person("lead");
    await db().$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL`;
    const risks = {
      self: [aRisk("high", null, "suicide", "self")],
      other: [aRisk("moderate", null, "abuse", "other")],
      mixed: [aRisk("high", null, "abuse", "self"), aRisk("mild", null, "neglect", "other")],
    } as const;
    made.self = await caseOf(await conversationRead(reviewer, risky(...risks.self), ENGLISH));
    made.other = await caseOf(await conversationRead(reviewer, risky(...risks.other), GERMAN));
    made.mixed = await caseOf(await conversationRead(reviewer, risky(...risks.mixed), GERMAN));
    made.unscored = await caseOf(await conversationRead(reviewer, failed(), "ok"));
    made.manual = (await openManualCase(reviewer, await conversationRead(reviewer, clear, ENGLISH))).caseId;
    await claimCase(reviewer, made.other);
    await db().$executeRaw`
      UPDATE "case" SET opened_at = now() - interval '2 hours', snoozed_until = now() + interval '1 hour'
      WHERE id = ${made.mixed}::uuid`;
  });

  it.each<[string, CaseFilter | "mine", string[]]>([
    ["none", {}, ["self", "other", "mixed", "unscored", "manual"]],
    ["type", { type: "abuse" }, ["other", "mixed"]],
    ["subject", { subject: "self" }, ["self", "mixed"]],
    ["type and subject of the same risk", { type: "abuse", subject: "other" }, ["other"]],
    ["language", { language: "de" }, ["other", "mixed"]],
    ["language and type", { language: "de", type: "neglect" }, ["mixed"]],
    ["nobody", { assignee: "nobody" }, ["self", "mixed", "unscored", "manual"]],
    ["me", { assignee: "me" }, ["other"]],
    ["a person", "mine", ["other"]],
    ["age", { olderThanMinutes: 60 }, ["mixed"]],
    ["snoozed", { state: "snoozed" }, ["mixed"]],
    ["claimed", { state: "claimed" }, ["other"]],
    ["escalated", { state: "escalated" }, []],
    ["an engine nobody used", { engine: "sglang" }, []],
    ["tier", { tier: 1 }, ["self", "mixed", "unscored"]],
  ])("by %s", async (_name, filter, expected) => {
    const asked = filter === "mine" ? { assignee: reviewer.userId } : filter;
    const { items } = await listCases(reviewer, asked);
    const names = Object.entries(made).filter(([, id]) => items.some((item) => item.id === id));
    expect(names.map(([name]) => name)).toEqual(Object.keys(made).filter((name) => expected.includes(name)));
  });

  it("says that a case is snoozed, and what language it is in", async () => {
    const { items } = await listCases(reviewer, { state: "snoozed" });
    expect(items).toMatchObject([{ language: "de", snoozedUntil: expect.any(String) }]);
  });

  it("lets leads alone ask for a reason", async () => {
    const { items } = await listCases(lead, { reason: "unscored" });
    expect(items.map(({ id }) => id)).toEqual([made.unscored]);
    await expect(listCases(reviewer, { reason: "unscored" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("finds no case by a reading that is hidden until one's own is made", async () => {
    const hidden = await changeSetting(await person("admin"), "model_visibility", {
      version: 0,
      value: { flagged: "own_reading_first" },
      note: "",
    });
    for (const filter of [{ type: "abuse" }, { subject: "other" }] as const)
      expect((await listCases(reviewer, filter)).items.filter(({ reason }) => reason === "flagged")).toEqual([]);
    await changeSetting(await person("admin"), "model_visibility", {
      ...hidden,
      value: { flagged: "shown" },
      note: "",
    });
    expect((await listCases(reviewer, { type: "abuse" })).items).not.toEqual([]);
  });

  it("follows the reading that a case shows, and the language once it is known", async () => {
    const id = await conversationRead(reviewer, risky(aRisk("mild", null, "stalking", "self")), "ok");
    expect((await listCases(reviewer, { type: "stalking" })).items).toHaveLength(1);
    expect((await listCases(reviewer, { language: "fr" })).items).toHaveLength(0);
    await db().conversation.update({ where: { id }, data: { language: "fr" } });
    expect((await listCases(reviewer, { language: "fr" })).items).toMatchObject([{ conversationId: id }]);
    await db().case.updateMany({ where: { conversationId: id }, data: { classificationId: null } });
    expect((await listCases(reviewer, { type: "stalking" })).items).toHaveLength(0);
  });

  it("never finds a case that is meant for somebody else, by no filter", async () => {
    const other = await person("reviewer");
    const id = await caseOf(await conversationRead(reviewer, risky(aRisk("high", null, "exploitation")), ENGLISH));
    await db().case.update({ where: { id }, data: { forUserId: other.userId } });
    for (const filter of [{}, { type: "exploitation" }, { language: "en" }, { assignee: "nobody" }] as const) {
      for (const actor of [reviewer, lead])
        expect((await listCases(actor, filter)).items.map((item) => item.id)).not.toContain(id);
    }
    expect((await listCases(other, { type: "exploitation" })).items).toMatchObject([{ id }]);
  });

  it("shows blind cases alike to reviewers, and tells leads which is which", async () => {
    for (const reason of ["gold", "second_review"] as const) {
      await db().case.update({ where: { id: made.manual }, data: { reason } });
      const find = async (actor: UserActor) =>
        (await listCases(actor, {})).items.find(({ id }) => id === made.manual)?.reason;
      expect(await find(reviewer)).toBe("sample");
      expect(await find(lead)).toBe(reason);
    }
  });

  it("takes any combination", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            tier: fc.constantFrom(0, 1, 2, 3),
            type: fc.constantFrom(...RISK_TYPES),
            subject: fc.constantFrom(...RISK_SUBJECTS),
            state: fc.constantFrom("open", "snoozed", "closed", "decided", "claimed", "escalated"),
            language: fc.constantFrom("en", "de"),
            assignee: fc.constantFrom("me", "nobody"),
            olderThanMinutes: fc.constantFrom(1, 60),
            engine: fc.constantFrom("offline", "sglang"),
          },
          { requiredKeys: [] },
        ),
        async (filter) => {
          const all = (await listCases(reviewer, filter as CaseFilter)).items.map(({ id }) => id);
          for (const key of Object.keys(filter)) {
            const { [key as keyof typeof filter]: _left, ...wider } = filter;
            if (key === "state") continue;
            const more = (await listCases(reviewer, wider as CaseFilter)).items.map(({ id }) => id);
            expect(all.filter((id) => !more.includes(id))).toEqual([]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
