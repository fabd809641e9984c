import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { fallbackOf } from "@/domain/settings/definitions";
import { aRisk, conversationRead, engineThatSays, eventsAbout, openDesk, person, risky } from "@/domain/testing/desk";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { heartbeatClaim } from "@/domain/triage/heartbeat-claim";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { requeueCase } from "@/domain/triage/requeue-case";
import { snoozeCase } from "@/domain/triage/snooze-case";
import { takeOverCase } from "@/domain/triage/take-over-case";
import { changePreferences } from "@/domain/triage/wellbeing/change-preferences";
import { DEFAULT_PREFERENCES } from "@/domain/triage/wellbeing/preferences";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

beforeEach(async () => {
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL WHERE state <> 'closed'`;
  await db().$executeRaw`UPDATE claim SET ended_at = now(), "end" = 'released' WHERE ended_at IS NULL`;
});

async function caseOf(conversationId: string) {
  return db().case.findFirstOrThrow({ where: { conversationId } });
}

/** A waiting case of a risk, and its id. */
async function waiting(by: UserActor, ...risk: Parameters<typeof aRisk>): Promise<string> {
  return (await caseOf(await conversationRead(by, risky(aRisk(...risk))))).id;
}

async function held(by: UserActor) {
  const claimed = await claimNextCase(by);
  if (!claimed) throw new Error("nothing was claimed");
  return claimed;
}

describe("a skipped case", () => {
  it("keeps the reason where one was said, and none where none was", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "moderate", null);
    await endClaim(one, id, (await held(one)).token, "skipped", "too_close_to_home");
    await endClaim(other, id, (await held(other)).token, "skipped");
    const passes = await db().casePass.findMany({ where: { caseId: id }, orderBy: { createdAt: "asc" } });
    expect(passes.map(({ reviewerId, reason }) => [reviewerId, reason])).toEqual([
      [one.userId, "too_close_to_home"],
      [other.userId, null],
    ]);
    expect(await claimNextCase(one)).toBeNull();
    expect(await claimNextCase(other)).toBeNull();
    expect((await held(await person("reviewer"))).caseId).toBe(id);
  });

  it("can still be taken from the list by the one who skipped it", async () => {
    const one = await person("reviewer");
    const id = await waiting(one, "moderate", null);
    await endClaim(one, id, (await held(one)).token, "skipped");
    await expect(claimCase(one, id)).resolves.toMatchObject({ caseId: id });
  });
});

describe("a case set aside", () => {
  it("is given to nobody until then, can be taken by anybody, and is awake once taken", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "moderate", null);
    const conversationId = (await db().case.findUniqueOrThrow({ where: { id } })).conversationId;
    const { snoozedUntil } = await snoozeCase(one, id, { token: (await held(one)).token, minutes: 5 });
    expect(Date.parse(snoozedUntil) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(await claimNextCase(other)).toBeNull();
    expect(await eventsAbout(conversationId)).toContain("triage.case.snoozed");
    const { token } = await claimCase(other, id);
    await endClaim(other, id, token, "released");
    expect((await held(one)).caseId).toBe(id);
  });

  it("never waits past its due time, and comes back by itself", async () => {
    const one = await person("reviewer");
    const id = await waiting(one, "moderate", null);
    const { dueAt } = await db().case.findUniqueOrThrow({ where: { id } });
    const { snoozedUntil } = await snoozeCase(one, id, { token: (await held(one)).token, minutes: 600 });
    expect(snoozedUntil).toBe(dueAt.toISOString());
    await db().$executeRaw`UPDATE "case" SET snoozed_until = now() WHERE id = ${id}::uuid`;
    expect((await held(one)).caseId).toBe(id);
  });

  it.each([
    ["of tier 0", "critical", "1 minute"],
    ["that is overdue", "moderate", "-1 minute"],
  ] as const)("cannot be one %s", async (_what, severity, due) => {
    const one = await person("reviewer");
    const id = await waiting(one, severity, null);
    const { token } = await held(one);
    await db().$executeRaw`UPDATE "case" SET due_at = now() + ${due}::text::interval WHERE id = ${id}::uuid`;
    await expect(snoozeCase(one, id, { token, minutes: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ state: "claimed", snoozedUntil: null });
  });

  it.each([
    ["a raise", "critical"],
    ["new messages", "moderate"],
  ] as const)("is awake again after %s", async (_what, severity) => {
    const one = await person("reviewer");
    const externalId = `thread-${newId()}`;
    const send = async (text: string, level: "critical" | "moderate") => {
      const { id, revision } = await acceptConversation(one, { externalId, messages: [{ role: "user", text }] });
      await readAndRoute(engineThatSays(risky(aRisk(level, null))), { conversationId: id, revision });
      return id;
    };
    const { id } = await caseOf(await send("first words", "moderate"));
    await snoozeCase(one, id, { token: (await held(one)).token, minutes: 20 });
    expect(await claimNextCase(one)).toBeNull();
    await send("more words", severity);
    expect((await held(one)).caseId).toBe(id);
  });

  it("is put back by a lead", async () => {
    const [one, lead] = [await person("reviewer"), await person("lead")];
    const id = await waiting(one, "moderate", null);
    await snoozeCase(one, id, { token: (await held(one)).token, minutes: 20 });
    await requeueCase(lead, id);
    expect((await held(one)).caseId).toBe(id);
  });
});

describe("putting a case back, as a lead", () => {
  it("ends the claim on it, and its holder is told", async () => {
    const [one, lead] = [await person("reviewer"), await person("lead")];
    const id = await waiting(one, "moderate", null);
    const { token } = await held(one);
    await requeueCase(lead, id);
    await expect(heartbeatClaim(one, id, token)).rejects.toMatchObject({
      code: "LEASE_LOST",
      detail: "A lead has put this case back into the queue.",
      extra: { members: { current: { state: "open", holder: null, end: "requeued" } } },
    });
  });

  it("makes an escalated case everybody's again, also once it is released", async () => {
    const [one, other, lead] = [await person("reviewer"), await person("reviewer"), await person("lead")];
    const id = await waiting(one, "moderate", null);
    await endClaim(one, id, (await held(one)).token, "escalated");
    await requeueCase(lead, id);
    await endClaim(other, id, (await held(other)).token, "released");
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ state: "open", escalatedAt: null });
  });

  it("is not for reviewers, and not for a case that waits already", async () => {
    const [one, lead] = [await person("reviewer"), await person("lead")];
    const id = await waiting(one, "moderate", null);
    await expect(requeueCase(one, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(requeueCase(lead, id)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("taking a case over, as a lead", () => {
  it("moves it in one step, and whoever had it is told by whom", async () => {
    const [one, lead] = [await person("reviewer"), await person("lead", "reviewer")];
    const id = await waiting(one, "moderate", null);
    const { token } = await held(one);
    const taken = await takeOverCase(lead, id);
    const told = {
      code: "LEASE_LOST",
      detail: `${lead.name} took this case over.`,
      extra: { members: { current: { state: "claimed", holder: lead.name, end: "taken_over" } } },
    };
    await expect(heartbeatClaim(one, id, token)).rejects.toMatchObject(told);
    await expect(endClaim(one, id, token, "released")).rejects.toMatchObject(told);
    await expect(heartbeatClaim(lead, id, taken.token)).resolves.toMatchObject({ revision: 1 });
    const { conversationId } = await db().case.findUniqueOrThrow({ where: { id } });
    expect(await eventsAbout(conversationId)).toContain("triage.case.taken_over");
  });

  it("lets one of ten win, and is refused for a case that nobody has", async () => {
    const one = await person("reviewer");
    const leads = await Promise.all(Array.from({ length: 10 }, () => person("lead")));
    const id = await waiting(one, "moderate", null);
    await expect(takeOverCase(leads[0] ?? one, id)).rejects.toMatchObject({ code: "CONFLICT" });
    await held(one);
    await Promise.allSettled(leads.map((lead) => takeOverCase(lead, id)));
    expect(await db().claim.count({ where: { caseId: id, endedAt: null } })).toBe(1);
    await expect(takeOverCase(one, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("opting out of a type of risk", () => {
  const optOut = (who: UserActor) => changePreferences(who, { ...DEFAULT_PREFERENCES, optOutTypes: ["abuse"] });

  it("keeps such cases from being given, and leaves them in reach", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    await optOut(one);
    const abuse = await waiting(one, "high", null, "abuse");
    const mild = await waiting(one, "mild", null, "stalking");
    expect((await held(one)).caseId).toBe(mild);
    expect(await claimNextCase(one)).toBeNull();
    await expect(claimCase(one, abuse)).resolves.toMatchObject({ caseId: abuse });
    await requeueCase(await person("lead"), abuse);
    expect((await held(other)).caseId).toBe(abuse);
  });

  it("holds for blind cases by the reading that is hidden", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    await optOut(one);
    const id = await waiting(one, "mild", null, "abuse");
    await db().$executeRaw`UPDATE "case" SET reason = 'sample' WHERE id = ${id}::uuid`;
    expect(await claimNextCase(one)).toBeNull();
    expect((await held(other)).caseId).toBe(id);
  });

  it("never gives a case twice, or one of theirs, to 20 who ask at once", async () => {
    const reviewers = await Promise.all(Array.from({ length: 20 }, () => person("reviewer")));
    const choosy = reviewers.slice(0, 10);
    await Promise.all(choosy.map(optOut));
    const [first] = reviewers;
    if (!first) throw new Error("no reviewer");
    const model = await caseOf(await conversationRead(first, risky(aRisk("mild", null, "abuse"))));
    const plain = await caseOf(await conversationRead(first, risky(aRisk("mild", null, "neglect"))));
    for (const like of [model, plain]) {
      await db().$executeRaw`
        WITH made AS (
          INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id)
          SELECT gen_random_uuid(), source_id, 1, 'flagged', 0, data_key_id FROM conversation, generate_series(1, 99)
          WHERE id = ${like.conversationId}::uuid RETURNING id)
        INSERT INTO "case" (id, conversation_id, revision, reason, tier, queue_tier, due_at, classification_id)
        SELECT gen_random_uuid(), id, 1, 'flagged', 3, 3, now() + interval '1 hour', ${like.classificationId}::uuid FROM made`;
    }
    const claimed: { caseId: string; by: UserActor }[] = [];
    await Promise.all(
      reviewers.map(async (by) => {
        for (let next = await claimNextCase(by); next; next = await claimNextCase(by))
          claimed.push({ caseId: next.caseId, by });
      }),
    );
    expect(claimed).toHaveLength(200);
    expect(new Set(claimed.map(({ caseId }) => caseId)).size).toBe(200);
    const theirs = claimed.filter(({ by }) => choosy.includes(by)).map(({ caseId }) => caseId);
    const read = await db().case.findMany({ where: { id: { in: theirs } }, select: { classificationId: true } });
    expect(read.every(({ classificationId }) => classificationId === plain.classificationId)).toBe(true);
  });
});

describe("a case for one person alone", () => {
  it("is given to them, and does not exist for others", async () => {
    const [one, other, lead] = [await person("reviewer"), await person("reviewer"), await person("lead")];
    const id = await waiting(one, "moderate", null);
    await db().$executeRaw`UPDATE "case" SET reason = 'gold', for_user_id = ${one.userId} WHERE id = ${id}::uuid`;
    expect(await claimNextCase(other)).toBeNull();
    await expect(claimCase(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(requeueCase(lead, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { caseId, token } = await held(one);
    expect(caseId).toBe(id);
    await expect(heartbeatClaim(other, id, token)).rejects.toMatchObject({ code: "NOT_FOUND", extra: {} });
    await expect(heartbeatClaim(one, id, "another token")).rejects.toMatchObject({ code: "LEASE_LOST" });
  });
});

describe("the tiers of the settings", () => {
  it("say when a case is due, and whether overdue ones rise", async () => {
    const one = await person("reviewer");
    const value = { dueSeconds: [30, 90, 600, 7_200], ageing: false };
    await db().settingChange.create({ data: { id: newId(), name: "tiers", version: 1, value } });
    const { dueAt, openedAt } = await db().case.findUniqueOrThrow({
      where: { id: await waiting(one, "moderate", null) },
    });
    expect(dueAt.getTime() - openedAt.getTime()).toBe(600_000);
    const back = fallbackOf("tiers");
    await db().settingChange.create({ data: { id: newId(), name: "tiers", version: 2, value: back } });
  });
});
