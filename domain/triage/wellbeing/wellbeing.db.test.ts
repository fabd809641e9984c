import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { forgetSettings } from "@/domain/settings/current-setting";
import { fallbackOf, type SettingValue } from "@/domain/settings/definitions";
import { aRisk, conversationRead, openDesk, person, risky } from "@/domain/testing/desk";
import { whileHeld } from "@/domain/testing/while-held";
import { raiseCases } from "@/domain/triage/case-rows";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { endClaim } from "@/domain/triage/end-claim";
import { insertClaim } from "@/domain/triage/insert-claim";
import { noteDeskPresence, notePresence } from "@/domain/triage/presence/note-presence";
import { sweepPresence } from "@/domain/triage/presence/sweep-presence";
import { changePreferences } from "@/domain/triage/wellbeing/change-preferences";
import { endBreak } from "@/domain/triage/wellbeing/end-break";
import { getWellbeing } from "@/domain/triage/wellbeing/get-wellbeing";
import { handOver } from "@/domain/triage/wellbeing/hand-over";
import { DEFAULT_PREFERENCES } from "@/domain/triage/wellbeing/preferences";
import { holdRest } from "@/domain/triage/wellbeing/rest";
import { sweepWellbeing } from "@/domain/triage/wellbeing/sweep-wellbeing";
import { insertBreak, takeBreak } from "@/domain/triage/wellbeing/take-break";
import { db, type Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const plain = { despiteLimit: false, skipCoolDown: false };
let version = 0;

async function set(changed: Partial<SettingValue<"wellbeing">>): Promise<void> {
  version += 1;
  const value = { ...fallbackOf("wellbeing"), ...changed };
  await db().settingChange.create({ data: { id: newId(), name: "wellbeing", version, value } });
  forgetSettings();
}

beforeAll(openDesk);

beforeEach(async () => {
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL WHERE state <> 'closed'`;
  await db().$executeRaw`UPDATE claim SET ended_at = now(), "end" = 'released' WHERE ended_at IS NULL`;
  await db().$executeRaw`DELETE FROM desk_presence`;
  await set({});
});

async function waiting(by: UserActor, ...risk: Parameters<typeof aRisk>): Promise<string> {
  const conversationId = await conversationRead(by, risky(aRisk(...risk)));
  return (await db().case.findFirstOrThrow({ where: { conversationId } })).id;
}

async function held(by: UserActor, asked = plain) {
  const claimed = await claimNextCase(by, asked);
  if (!claimed) throw new Error("nothing was claimed");
  return claimed;
}

const limitOf = (limit: string, mayTakeUrgent = false) => ({
  code: "CONFLICT",
  extra: { members: { current: { limit, mayTakeUrgent } } },
});

describe("the ledger of exposure", () => {
  it("counts a case once for each person, by the weight of its tier", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "critical", null);
    await waiting(one, "mild", null);
    const first = await held(one);
    expect(first.caseId).toBe(id);
    await endClaim(one, id, first.token, "released");
    const again = await claimCase(one, id);
    expect((await getWellbeing(one)).used).toBe(8);
    await endClaim(one, id, again.token, "released");
    await claimCase(other, id);
    await held(one);
    expect((await getWellbeing(one)).used).toBe(8.5);
    expect((await getWellbeing(other)).used).toBe(8);
  });

  it("counts a case that becomes heavier as the heavier one, for whoever has it or takes it again", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "mild", null);
    await endClaim(other, id, (await claimCase(other, id)).token, "released");
    const { token } = await claimCase(one, id);
    expect((await getWellbeing(one)).used).toBe(0.5);
    await db().$transaction((tx) => raiseCases(tx, [id], 1, null));
    expect((await getWellbeing(one)).used).toBe(4);
    expect((await getWellbeing(other)).used).toBe(0.5);
    await endClaim(one, id, token, "released");
    await db().$transaction((tx) => raiseCases(tx, [id], 0, null));
    expect((await getWellbeing(one)).used).toBe(4);
    await claimCase(one, id);
    expect((await getWellbeing(one)).used).toBe(8);
  });

  it("looks back as far as the window, and forgets after thirty days", async () => {
    const one = await person("reviewer");
    await waiting(one, "critical", null);
    await held(one);
    await db().$executeRaw`UPDATE exposure SET exposed_at = now() - interval '25 hours' WHERE user_id = ${one.userId}`;
    expect((await getWellbeing(one)).used).toBe(0);
    await sweepWellbeing();
    expect(await db().exposure.count({ where: { userId: one.userId } })).toBe(1);
    await db().$executeRaw`UPDATE exposure SET exposed_at = now() - interval '31 days' WHERE user_id = ${one.userId}`;
    await sweepWellbeing();
    expect(await db().exposure.count({ where: { userId: one.userId } })).toBe(0);
  });
});

describe("the limit", () => {
  it("ends what is given, not what one picks; alone, an urgent case may be asked for and is noted so", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    await set({ softLimit: 2, hardLimit: 2 });
    const first = await waiting(one, "moderate", null);
    await endClaim(one, first, (await held(one)).token, "skipped");
    const picked = await waiting(one, "mild", null);
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("exposure"));
    await expect(claimNextCase(one, { ...plain, despiteLimit: true })).rejects.toMatchObject(limitOf("exposure"));
    await expect(claimCase(one, picked)).resolves.toMatchObject({ caseId: picked });

    const urgent = await waiting(one, "high", null);
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("exposure", true));
    await noteDeskPresence(other);
    await expect(claimNextCase(one, { ...plain, despiteLimit: true })).rejects.toMatchObject(limitOf("exposure"));
    // Somebody on a break is not there.
    await takeBreak(other);
    expect((await held(one, { ...plain, despiteLimit: true })).caseId).toBe(urgent);
    const entry = await db().exposure.findFirstOrThrow({ where: { userId: one.userId, caseId: urgent } });
    expect(entry).toMatchObject({ despiteLimit: true, weight: 4 });
  });

  it("leaves an urgent case to nobody who is at it too: each of two may ask for it", async () => {
    const both = [await person("reviewer"), await person("reviewer")];
    await set({ softLimit: 2, hardLimit: 2 });
    for (const one of both) {
      await noteDeskPresence(one);
      const { caseId, token } = await claimCase(one, await waiting(one, "moderate", null));
      await endClaim(one, caseId, token, "released");
    }
    const urgent = await waiting(await person("reviewer"), "critical", null);
    for (const one of both) await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("exposure", true));
    expect((await held(both[0] as UserActor, { ...plain, despiteLimit: true })).caseId).toBe(urgent);
  });
});

describe("after an emergency", () => {
  /** Somebody who has just decided a case of tier 0, as the database sees it. */
  async function afterEmergency() {
    const one = await person("reviewer");
    const id = await waiting(one, "critical", null);
    const { caseId, token } = await held(one);
    await endClaim(one, caseId, token, "skipped");
    const row = await db().case.findUniqueOrThrow({ where: { id } });
    await db().$executeRaw`
      INSERT INTO decision (id, case_id, conversation_id, revision, reviewer_id, verdict, certainty, action, model_visible,
        time_spent_ms, undoable_until)
      VALUES (${newId()}::uuid, ${id}::uuid, ${row.conversationId}::uuid, 1, ${one.userId}, 'none', 'sure', 'no_action',
        true, 0, now())`;
    await db().$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now() WHERE id = ${id}::uuid`;
    return one;
  }

  it("lighter cases come first, and a heavy one only if one wants it", async () => {
    const one = await afterEmergency();
    await noteDeskPresence(await person("reviewer"));
    const heavy = await waiting(one, "high", null);
    const light = await waiting(one, "moderate", null);
    const first = await held(one);
    expect(first.caseId).toBe(light);
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("cool_down"));
    expect((await held(one, { ...plain, skipCoolDown: true })).caseId).toBe(heavy);
    expect(await claimNextCase(one)).toBeNull();
  });

  it("the next emergency is given at once where nobody else is there", async () => {
    const one = await afterEmergency();
    const other = await person("reviewer");
    await noteDeskPresence(other);
    const emergency = await waiting(one, "critical", null);
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("cool_down"));
    await db().$executeRaw`UPDATE desk_presence SET seen_at = now() - interval '61 seconds'`;
    expect((await held(one)).caseId).toBe(emergency);
  });

  it("the next one is given at once where whoever else is there has just had one too", async () => {
    const both = [await afterEmergency(), await afterEmergency()];
    for (const one of both) await noteDeskPresence(one);
    await waiting(await person("reviewer"), "moderate", null);
    const emergencies = [];
    for (const one of both) emergencies.push(await waiting(one, "critical", null));
    for (const one of both) expect(emergencies).toContain((await held(one)).caseId);
  });

  it("the next one is given at once where whoever else is there would not be given it", async () => {
    const [one, without, passed] = [await afterEmergency(), await person("reviewer"), await person("reviewer")];
    await changePreferences(without, { ...DEFAULT_PREFERENCES, optOutTypes: ["suicide"] });
    const emergency = await waiting(one, "critical", null);
    await endClaim(passed, emergency, (await held(passed)).token, "skipped");
    for (const each of [without, passed]) await noteDeskPresence(each);
    await waiting(one, "moderate", null);
    expect((await held(one)).caseId).toBe(emergency);
  });

  it("a heavy one that is late is given although others are there", async () => {
    const one = await afterEmergency();
    await noteDeskPresence(await person("reviewer"));
    await waiting(one, "moderate", null);
    const heavy = await waiting(one, "high", null);
    await db().$executeRaw`UPDATE "case" SET due_at = now() + interval '1 minute' WHERE id = ${heavy}::uuid`;
    expect((await held(one)).caseId).toBe(heavy);
  });

  it("is over in its time", async () => {
    const one = await afterEmergency();
    await noteDeskPresence(await person("reviewer"));
    await set({ coolDownSeconds: 0 });
    const heavy = await waiting(one, "high", null);
    expect((await held(one)).caseId).toBe(heavy);
  });
});

describe("after many heavy cases", () => {
  it("a lighter one comes between, unless a heavy one is late", async () => {
    const one = await person("reviewer");
    await set({ lighterAfterHeavy: 2 });
    const heavy = [];
    for (let at = 0; at < 4; at += 1) heavy.push(await waiting(one, "high", null));
    const light = [await waiting(one, "mild", null), await waiting(one, "mild", null)];
    expect(heavy).toContain((await held(one)).caseId);
    expect(heavy).toContain((await held(one)).caseId);
    expect(light).toContain((await held(one)).caseId);
    expect(heavy).toContain((await held(one)).caseId);
    // The streak began anew with the light one; with one more heavy case it is full again, but this one cannot wait.
    await db().$executeRaw`UPDATE exposure SET tier = 1 WHERE user_id = ${one.userId}`;
    await db().$executeRaw`UPDATE "case" SET due_at = now() + interval '1 minute' WHERE state = 'open' AND tier = 1`;
    expect(heavy).toContain((await held(one)).caseId);
    expect(light).toContain((await held(one)).caseId);
  });
});

describe("a break", () => {
  it("gives back what one holds, and nothing is given or taken until it ends", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "moderate", null);
    await held(one);
    await takeBreak(one);
    await takeBreak(one);
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ state: "open", holderId: null });
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("break"));
    await expect(claimCase(one, id)).rejects.toMatchObject(limitOf("break"));
    expect((await getWellbeing(one)).onBreakSince).not.toBeNull();
    expect((await getWellbeing(other)).onBreakSince).toBeNull();
    await endBreak(one);
    expect((await held(one)).caseId).toBe(id);
  });

  it("that begins in this moment is one for whoever asks for a case, and for a case that has just been given", async () => {
    const [asking, given] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(asking, "moderate", null);
    const resting = async (tx: Tx) => {
      await holdRest(tx, asking.userId);
      await insertBreak(tx, asking);
    };
    await expect(whileHeld(resting, () => claimNextCase(asking))).rejects.toMatchObject(limitOf("break"));
    await endBreak(asking);
    await expect(whileHeld(resting, () => claimCase(asking, id))).rejects.toMatchObject(limitOf("break"));
    const giving = async (tx: Tx) => {
      await holdRest(tx, given.userId);
      await tx.case.update({ where: { id }, data: { state: "claimed", holderId: given.userId } });
      await insertClaim(tx, given, id, { weights: [8, 4, 2, 1], despiteLimit: false });
    };
    await whileHeld(giving, () => takeBreak(given));
    expect(await db().case.findUnique({ where: { id } })).toMatchObject({ state: "open", holderId: null });
  });

  it("is due after a stretch of work, which a rest without cases ends too", async () => {
    const one = await person("reviewer");
    const at = async (minutesAgo: number, endedAgo: number) => {
      const caseId = await waiting(one, "mild", null);
      const { token } = await claimCase(one, caseId);
      await endClaim(one, caseId, token, "released");
      await db().$executeRaw`
        UPDATE exposure SET exposed_at = now() - make_interval(mins => ${minutesAgo}::int)
        WHERE case_id = ${caseId}::uuid`;
      await db().$executeRaw`
        UPDATE claim SET claimed_at = now() - make_interval(mins => ${minutesAgo}::int),
          ended_at = now() - make_interval(mins => ${endedAgo}::int)
        WHERE case_id = ${caseId}::uuid`;
    };
    const minutesWorking = async () => {
      const { workingSince } = await getWellbeing(one);
      return workingSince && Math.round((Date.now() - Date.parse(workingSince)) / 60_000);
    };
    expect(await minutesWorking()).toBeNull();
    await at(200, 150);
    await at(120, 60);
    // Long in hand is no rest: the hour between the claims belongs to the case before.
    await at(55, 20);
    await at(18, 1);
    expect(await minutesWorking()).toBe(120);
    const { breakDueAt } = await getWellbeing(one);
    expect(Date.parse(breakDueAt ?? "")).toBeLessThan(Date.now());
    await takeBreak(one);
    await endBreak(one);
    expect(await minutesWorking()).toBeNull();
  });
});

describe("handing over", () => {
  it("passes what one holds to the leads, begins a break and alerts, once", async () => {
    const one = await person("reviewer");
    const ids = [await waiting(one, "moderate", null), await waiting(one, "mild", null)];
    await held(one);
    await held(one);
    expect(await handOver(one)).toEqual({ escalated: 2 });
    expect(await handOver(one)).toEqual({ escalated: 0 });
    const cases = await db().case.findMany({ where: { id: { in: ids } } });
    expect(cases.map(({ state }) => state)).toEqual(["escalated", "escalated"]);
    expect(await db().alert.count({ where: { kind: "hand_over" } })).toBe(1);
    await expect(claimNextCase(one)).rejects.toMatchObject(limitOf("break"));
    expect(await claimNextCase(await person("reviewer"))).toBeNull();
    expect((await held(await person("lead"))).caseId).toBe(ids[0]);
  });
});

describe("who is there", () => {
  it("is whoever was seen within the minute, oneself apart", async () => {
    const [one, other] = [await person("reviewer"), await person("reviewer")];
    const id = await waiting(one, "moderate", null);
    expect(await notePresence(one, id)).toEqual({ others: [] });
    expect(await notePresence(other, id)).toEqual({ others: [{ name: one.name }] });
    expect(await noteDeskPresence(one)).toEqual({ others: [{ name: other.name }] });
    await db().$executeRaw`UPDATE presence SET seen_at = now() - interval '61 seconds'`;
    expect(await notePresence(other, id)).toEqual({ others: [] });
    await db().$executeRaw`UPDATE presence SET seen_at = now() - interval '2 hours'`;
    await sweepPresence();
    expect(await db().presence.count()).toBe(0);
    await expect(notePresence(one, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the ledger of somebody else", () => {
  it.each(["lead", "admin", "auditor"] as const)("is in no answer and no log that a %s can read", async (role) => {
    const [one, nosy] = [await person("reviewer"), await person(role)];
    await waiting(one, "critical", null);
    await held(one);
    await takeBreak(one);
    // The one read takes no name: whoever asks, it is about themselves.
    const asked = getWellbeing(nosy);
    if (role === "auditor") await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
    else expect(await asked).toMatchObject({ used: 0, onBreakSince: null });
    const events = await db().auditEvent.findMany({ where: { actorId: one.userId } });
    expect(events.map(({ type }) => type).filter((type) => !/^(triage\.case|ingest)\./.test(type))).toEqual([]);
    expect(events.map(({ canonical }) => canonical).join()).not.toMatch(/weight|exposure|break/);
  });
});
