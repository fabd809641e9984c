import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import type { FindingInput } from "@/domain/decide/decision-input";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import {
  aRisk,
  clear,
  conversationRead,
  endUndoWindow,
  engineThatSays,
  eventsAbout,
  failed,
  openDesk,
  person,
  platform,
  risky,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { heartbeatClaim } from "@/domain/triage/heartbeat-claim";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const SURE = { certainty: "sure", action: "no_action", timeSpentMs: 1_000 } as const;

async function claimed(reviewer: UserActor, reading = risky(aRisk())) {
  const conversationId = await conversationRead(reviewer, reading);
  const { id } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(reviewer, id);
  return { conversationId, caseId: id, token, shown: await getCase(reviewer, id) };
}

function agreeWithAll(shown: Awaited<ReturnType<typeof getCase>>): FindingInput[] {
  return (shown.classification?.risks ?? []).map((risk) => ({ assessment: "agree", riskId: risk.id, messageIds: [] }));
}

describe("recording a decision", () => {
  it("stores the findings, the sealed note and the event, and ends the claim", async () => {
    const reviewer = await person("reviewer");
    const { conversationId, caseId, token, shown } = await claimed(reviewer);
    const note = "Spoke with their sister.";
    const result = await recordDecision(reviewer, caseId, {
      token,
      revision: 1,
      findings: agreeWithAll(shown),
      note,
      ...SURE,
    });
    expect(Date.parse(result.undoableUntil) - Date.parse(result.decidedAt)).toBe(10_000);
    const after = await getCase(reviewer, caseId);
    expect(after).toMatchObject({
      state: "decided",
      claim: null,
      decisions: [{ verdict: "risk", note, modelVisible: true }],
    });
    expect(after.decisions[0]?.findings).toMatchObject([{ assessment: "agree", type: "suicide", severity: "high" }]);
    expect(await eventsAbout(conversationId)).toContain("decide.decision.recorded");
    const row = await db().decision.findUniqueOrThrow({ where: { id: result.id } });
    expect(Buffer.from(row.noteSealed ?? []).toString("latin1")).not.toContain("sister");
    const event = await db().auditEvent.findFirstOrThrow({ where: { type: "decide.decision.recorded", caseId } });
    expect(event.canonical).not.toContain("sister");
  });

  it("saves one of ten sent at once, and gives the others the answer that it gave", async () => {
    const reviewer = await person("reviewer");
    const { caseId, token, shown } = await claimed(reviewer);
    const input = { token, revision: 1, findings: agreeWithAll(shown), note: "Spoke with them.", ...SURE };
    const results = await Promise.all(Array.from({ length: 10 }, () => recordDecision(reviewer, caseId, input)));
    const made = results.filter(({ repeated }) => !repeated);
    expect(made).toHaveLength(1);
    for (const result of results) expect(result).toEqual({ ...made[0], repeated: result.repeated });
    expect(await db().decision.count({ where: { caseId } })).toBe(1);
    const again = await recordDecision(reviewer, caseId, { ...input, timeSpentMs: 9_000 });
    expect(again).toEqual({ ...made[0], repeated: true });
  });

  it("refuses what is sent again and says something else, or was taken back meanwhile", async () => {
    const [reviewer, other] = [await person("reviewer"), await person("reviewer")];
    const { caseId, token, shown } = await claimed(reviewer);
    const input = { token, revision: 1, findings: agreeWithAll(shown), ...SURE };
    const { id } = await recordDecision(reviewer, caseId, input);
    const refused = { code: "LEASE_LOST", extra: { members: { current: { end: "decided" } } } };
    const changed = recordDecision(reviewer, caseId, { ...input, note: "Something else." });
    await expect(changed).rejects.toMatchObject(refused);
    await expect(recordDecision(other, caseId, input)).rejects.toMatchObject({ code: "LEASE_LOST" });
    await undoDecision(reviewer, id, {});
    await expect(recordDecision(reviewer, caseId, input)).rejects.toMatchObject(refused);
    expect(await db().decision.count({ where: { caseId } })).toBe(1);
  });

  it("refuses a token that is not the live claim, and another person's", async () => {
    const [reviewer, other] = [await person("reviewer"), await person("reviewer")];
    const { caseId, token, shown } = await claimed(reviewer);
    const input = { revision: 1, findings: agreeWithAll(shown), ...SURE };
    await expect(recordDecision(reviewer, caseId, { ...input, token: "guess" })).rejects.toMatchObject({
      code: "LEASE_LOST",
    });
    await expect(recordDecision(other, caseId, { ...input, token })).rejects.toMatchObject({ code: "LEASE_LOST" });
  });

  it("refuses a decision on messages that are not all there is, with the state that is", async () => {
    const [reviewer, actor] = [await person("reviewer"), await platform("stale")];
    const says = (text: string) => ({ externalId: "t", messages: [{ role: "user" as const, text }] });
    const { id } = await acceptConversation(actor, says("one"));
    await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1 });
    const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: id } });
    const { token } = await claimCase(reviewer, caseId);
    const shown = await getCase(reviewer, caseId);
    await acceptConversation(actor, says("two"));
    await readAndRoute(engineThatSays(clear), { conversationId: id, revision: 2 });
    const classificationId = shown.classification?.id;
    expect(await heartbeatClaim(reviewer, caseId, token)).toMatchObject({ revision: 2, classificationId });
    await expect(
      recordDecision(reviewer, caseId, { token, revision: 1, findings: agreeWithAll(shown), ...SURE }),
    ).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { revision: 2 } } },
    });
    const again = await getCase(reviewer, caseId);
    await expect(
      recordDecision(reviewer, caseId, { token, revision: 2, findings: agreeWithAll(again), ...SURE }),
    ).resolves.toMatchObject({ verdict: "risk" });
  });

  it("never deadlocks with readings of the same conversation", async () => {
    const reviewer = await person("reviewer");
    for (let round = 0; round < 10; round += 1) {
      const { conversationId, caseId, token, shown } = await claimed(reviewer);
      const said = { revision: 1, classificationId: shown.classification?.id ?? null, findings: agreeWithAll(shown) };
      const decide = recordDecision(reviewer, caseId, { token, ...said, ...SURE });
      const read = readAndRoute(engineThatSays(risky(aRisk("critical"))), { conversationId, revision: 1, again: true });
      await expect(read).resolves.toBe("done");
      // The reading may have replaced what was shown while the decision was on its way: then it is refused, not stuck.
      const result = await decide.then(
        () => "recorded",
        (error: { code?: string }) => error.code,
      );
      expect(["recorded", "CONFLICT"]).toContain(result);
    }
  });

  it.each([
    ["a risk that was raised since", risky(aRisk())],
    ["a failed reading that has succeeded since", failed()],
  ])("refuses one about %s, and takes it after another look", async (_, first) => {
    const reviewer = await person("reviewer");
    const { conversationId, caseId, token, shown } = await claimed(reviewer, first);
    const decideOn = (seen: typeof shown) => {
      const said = { revision: 1, classificationId: seen.classification?.id ?? null, findings: agreeWithAll(seen) };
      return recordDecision(reviewer, caseId, { token, ...said, ...SURE });
    };
    await readAndRoute(engineThatSays(risky(aRisk("critical"))), { conversationId, revision: 1, again: true });
    const version = shown.version + 1;
    const { id: classificationId } = await db().classification.findFirstOrThrow({
      where: { conversationId },
      orderBy: { createdAt: "desc" },
    });
    const now = { revision: 1, version, classificationId };
    expect(await heartbeatClaim(reviewer, caseId, token)).toMatchObject(now);
    await expect(decideOn(shown)).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { state: "claimed", revision: 1, version } } },
    });
    await expect(decideOn(await getCase(reviewer, caseId))).resolves.toMatchObject({ caseId, verdict: "risk" });
  });

  it("names what is wrong with the findings and leaves the claim alone", async () => {
    const reviewer = await person("reviewer");
    const { caseId, token } = await claimed(reviewer);
    await expect(recordDecision(reviewer, caseId, { token, revision: 1, findings: [], ...SURE })).rejects.toMatchObject(
      {
        code: "INVALID",
        extra: { errors: [{ pointer: "/findings" }] },
      },
    );
    expect(await getCase(reviewer, caseId)).toMatchObject({ state: "claimed", claim: { mine: true } });
  });
});

describe("taking a decision back", () => {
  async function decide(reviewer: UserActor) {
    const made = await claimed(reviewer);
    const input = { token: made.token, revision: 1, findings: agreeWithAll(made.shown), ...SURE };
    return { ...made, decision: await recordDecision(reviewer, made.caseId, input) };
  }

  async function closeWindow(caseId: string): Promise<void> {
    await db().$executeRaw`ALTER TABLE decision DISABLE TRIGGER decision_append_only`;
    await db()
      .$executeRaw`UPDATE decision SET decided_at = now() - interval '1 hour', undoable_until = now() - interval '1 hour' WHERE case_id = ${caseId}::uuid`;
    await db().$executeRaw`ALTER TABLE decision ENABLE TRIGGER decision_append_only`;
  }

  it("puts the case back in the queue and keeps the decision on record", async () => {
    const reviewer = await person("reviewer");
    const { caseId, decision, conversationId } = await decide(reviewer);
    expect(await undoDecision(reviewer, decision.id, {})).toEqual({ caseId, reopened: true });
    const after = await getCase(reviewer, caseId);
    expect(after.state).toBe("open");
    expect(after.decisions).toMatchObject([{ id: decision.id, undoneAt: expect.any(String) }]);
    expect(await eventsAbout(conversationId)).toContain("decide.decision.undone");
    await expect(undoDecision(reviewer, decision.id, {})).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is its author's for ten seconds, then a lead's with a reason", async () => {
    const [reviewer, other, lead] = [await person("reviewer"), await person("reviewer"), await person("lead")];
    const { caseId, decision } = await decide(reviewer);
    await expect(undoDecision(other, decision.id, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await closeWindow(caseId);
    await expect(undoDecision(reviewer, decision.id, { reason: "late" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(undoDecision(lead, decision.id, {})).rejects.toMatchObject({ code: "INVALID" });
    await expect(undoDecision(lead, decision.id, { reason: "Wrong person." })).resolves.toMatchObject({
      reopened: true,
    });
  });

  it("waits for the window before a worker closes the case", async () => {
    const { caseId } = await decide(await person("reviewer"));
    await closeDecidedCases();
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({ state: "decided" });
    await closeWindow(caseId);
    await closeDecidedCases();
    expect(await db().case.findUnique({ where: { id: caseId } })).toMatchObject({
      state: "closed",
      closedAt: expect.any(Date),
    });
  });
});

describe("what is shown", () => {
  it("hides the model from a blind reviewer until a decision is saved, and keeps that it did", async () => {
    const reviewer = await person("reviewer");
    const conversationId = await conversationRead(reviewer, risky(aRisk()));
    const first = await db().case.findFirstOrThrow({ where: { conversationId } });
    const sample = crypto.randomUUID();
    await db().$executeRaw`
      INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, tier, queue_tier, due_at)
      VALUES (${sample}::uuid, ${conversationId}::uuid, ${first.classificationId}::uuid, 1, 'sample', 3, 3, now() + interval '1 day')`;
    const { token } = await claimCase(reviewer, sample);
    expect(await heartbeatClaim(reviewer, sample, token)).toMatchObject({ classificationId: null });
    const shown = await getCase(reviewer, sample);
    expect(shown).toMatchObject({ modelVisible: false, classification: null, calls: [], decisions: [] });
    expect(JSON.stringify(shown)).not.toContain("Words of the model");
    expect((await getConversation(reviewer, conversationId)).classification).toBeNull();
    const [message] = shown.messages;
    const missed: FindingInput = {
      assessment: "missed",
      subject: "self",
      type: "suicide",
      severity: "high",
      imminence: null,
      messageIds: [message?.id ?? ""],
    };
    // The hidden reading is nobody's to name: null, as the page was told, is right.
    const input = { token, revision: 1, classificationId: null, findings: [missed], ...SURE };
    await recordDecision(reviewer, sample, input);
    const after = await getCase(reviewer, sample);
    expect(after).toMatchObject({ classification: { outcome: "risk" }, decisions: [{ modelVisible: false }] });
  });

  it("shows a key where its conversation stands, without a word of the text, and nothing of another source", async () => {
    const [mine, theirs] = [await platform("own"), await platform("foreign")];
    const { id } = await acceptConversation(mine, { messages: [{ role: "user", text: "secret words" }] });
    await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1 });
    const seen = await getConversation(mine, id);
    expect(seen).toMatchObject({ status: "flagged", classification: { outcome: "risk" }, decision: null });
    expect(JSON.stringify(seen)).not.toContain("secret words");
    await expect(getConversation(theirs, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("tells a key of a decision once it can no longer be undone, without the note and who wrote it", async () => {
    const [reviewer, actor] = [await person("reviewer"), await platform("told late")];
    const { id } = await acceptConversation(actor, { messages: [{ role: "user", text: "some words" }] });
    await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: id, revision: 1 });
    const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: id } });
    const { token } = await claimCase(reviewer, caseId);
    const findings = agreeWithAll(await getCase(reviewer, caseId));
    const note = "Spoke with their sister.";
    const made = await recordDecision(reviewer, caseId, { token, revision: 1, findings, note, ...SURE });
    expect(await getConversation(reviewer, id)).toMatchObject({ decision: { id: made.id, note } });
    expect((await getConversation(actor, id)).decision).toBeNull();
    await endUndoWindow(made.id);
    const seen = await getConversation(actor, id);
    expect(seen.decision).toMatchObject({ id: made.id, verdict: "risk", note: null, reviewer: null });
    expect(JSON.stringify(seen)).not.toContain(reviewer.name);
    await undoDecision(await person("lead"), made.id, { reason: "Wrong person." });
    expect((await getConversation(actor, id)).decision).toBeNull();
  });

  it("records who opened a case", async () => {
    const [reviewer, reader] = [await person("reviewer"), await person("reviewer")];
    const { caseId } = await claimed(reviewer);
    await getCase(reader, caseId);
    const event = await db().auditEvent.findFirstOrThrow({
      where: { type: "triage.case.viewed", caseId },
      orderBy: { seq: "desc" },
    });
    expect(event.actorId).toBe(reader.userId);
  });
});

describe("a case opened by hand", () => {
  it("exists once per conversation and can record what the model missed", async () => {
    const reviewer = await person("reviewer");
    const conversationId = await conversationRead(reviewer, clear);
    const opened = await Promise.all(Array.from({ length: 5 }, () => openManualCase(reviewer, conversationId)));
    expect(new Set(opened.map((item) => item.caseId)).size).toBe(1);
  });
});
