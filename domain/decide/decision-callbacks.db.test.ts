import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import { correctDecision } from "@/domain/decide/correct-decision";
import type { ConclusionInput } from "@/domain/decide/decision-input";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { passTime, receiverFor, sendAll, verified } from "@/domain/outbox/testing/outbox";
import { changeSetting } from "@/domain/settings/change-setting";
import { fallbackOf } from "@/domain/settings/definitions";
import {
  aRisk,
  endUndoWindow,
  engineThatSays,
  openDesk,
  person,
  platform,
  risky,
  setMoreEyes,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

const MARKER = "marker-in-what-was-written";
let admin: UserActor;
let lead: UserActor;
let sources = 0;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  lead = await person("lead");
  const value = { ...fallbackOf("alerts"), allowedNetworks: ["127.0.0.1/32"] };
  await changeSetting(admin, "alerts", { version: 0, value, note: "" });
});

/** A case of a source whose decisions go to a receiver. */
async function flaggedWithCallback(severity: "high" | "critical" = "high", ...answers: Parameters<typeof receiverFor>) {
  sources += 1;
  const receiver = await receiverFor(...answers);
  const key = await platform(`Chat ${sources}`);
  const made = { kind: "webhook", name: "Back", events: [], sourceId: key.sourceId, url: receiver.url } as const;
  const { secret } = await createEndpoint(admin, { ...made, events: [] });
  const input = { externalId: `thread-${sources}`, messages: [{ role: "user" as const, text: MARKER }] };
  const { id: conversationId } = await acceptConversation(key, input);
  await readAndRoute(engineThatSays(risky(aRisk(severity, "urgent"))), { conversationId, revision: 1 });
  const found = await db().case.findFirstOrThrow({
    where: { conversationId },
    include: { classification: { include: { risks: true } } },
  });
  const told = () => receiver.received.map((each) => verified(secret, each));
  const riskId = found.classification?.risks[0]?.id ?? "";
  return { receiver, told, conversationId, caseId: found.id, riskId, externalId: `thread-${sources}` };
}

const conclusion = (riskId: string, assessment: "agree" | "not_present") => ({
  revision: 1,
  findings: [
    assessment === "agree" ? { assessment, riskId, messageIds: [] } : { assessment, riskId },
  ] satisfies ConclusionInput["findings"],
  certainty: "sure" as const,
  action: "no_action",
  note: MARKER,
  timeSpentMs: 1_000,
});

async function decide(caseId: string, riskId: string, assessment: "agree" | "not_present" = "agree") {
  const { token } = await claimCase(lead, caseId);
  return (await recordDecision(lead, caseId, { token, ...conclusion(riskId, assessment) })).id;
}

async function letGo(decisionId: string) {
  await endUndoWindow(decisionId);
  await closeDecidedCases();
  await sendAll();
}

describe("a decision", () => {
  it("goes back to its source once its author cannot take it back: once, and without a word of what was written", async () => {
    const { told, receiver, caseId, riskId, conversationId, externalId } = await flaggedWithCallback();
    const decisionId = await decide(caseId, riskId);
    await closeDecidedCases();
    await sendAll();
    expect(told()).toEqual([]);
    await letGo(decisionId);
    await letGo(decisionId);
    const { decidedAt } = await db().decision.findUniqueOrThrow({ where: { id: decisionId } });
    expect(told()).toEqual([
      {
        type: "decision.recorded",
        timestamp: decidedAt.toISOString(),
        data: {
          decisionId,
          conversationId,
          externalId,
          revision: 1,
          verdict: "risk",
          action: "no_action",
          risks: [{ subject: "self", type: "suicide", severity: "high", imminence: "urgent" }],
          decidedAt: decidedAt.toISOString(),
          supersedes: null,
        },
      },
    ]);
    const stored = JSON.stringify(await db().outboundDelivery.findMany());
    for (const left of [stored, ...receiver.received.map(({ body }) => body)]) {
      expect(left).not.toContain(MARKER);
      expect(left).not.toContain(lead.name);
      expect(left).not.toContain(lead.userId);
    }
  });

  it("that is taken back in time never leaves the desk", async () => {
    const { told, caseId, riskId } = await flaggedWithCallback();
    const decisionId = await decide(caseId, riskId);
    await undoDecision(lead, decisionId, {});
    await letGo(decisionId);
    expect(told()).toEqual([]);
  });

  it("that a lead takes back later is called back too", async () => {
    const { told, caseId, riskId, conversationId, externalId } = await flaggedWithCallback();
    const decisionId = await decide(caseId, riskId);
    await letGo(decisionId);
    await undoDecision(lead, decisionId, { reason: MARKER });
    await sendAll();
    expect(told()[1]).toMatchObject({
      type: "decision.undone",
      data: { decisionId, conversationId, externalId, restores: null },
    });
    expect(JSON.stringify(told())).not.toContain(MARKER);
  });

  it("that is taken back before anybody was told of it is not told at all", async () => {
    const { told, caseId, riskId } = await flaggedWithCallback();
    const decisionId = await decide(caseId, riskId);
    await endUndoWindow(decisionId);
    await closeDecidedCases();
    await undoDecision(lead, decisionId, { reason: "too early" });
    await sendAll();
    expect(told()).toEqual([]);
    expect(await db().outboundDelivery.findMany({ where: { decisionId } })).toMatchObject([{ state: "cancelled" }]);
  });

  it("is told of before it is called back, also where telling takes several tries", async () => {
    const { told, caseId, riskId } = await flaggedWithCallback("high", { status: 502 }, { status: 204 });
    const decisionId = await decide(caseId, riskId);
    await letGo(decisionId);
    await undoDecision(lead, decisionId, { reason: "it was wrong" });
    await sendAll();
    expect(told().map(({ type }) => type)).toEqual(["decision.recorded"]);
    await passTime(600);
    await sendAll();
    expect(told().map(({ type }) => type)).toEqual(["decision.recorded", "decision.recorded", "decision.undone"]);
  });

  it("that is being taken back while corrections are looked for is not told of", async () => {
    const { told, caseId, riskId } = await flaggedWithCallback();
    const first = await decide(caseId, riskId);
    await letGo(first);
    const { id: second } = await correctDecision(lead, first, conclusion(riskId, "not_present"));
    await endUndoWindow(second);
    await db().$transaction(async (tx) => {
      // Whoever takes it back holds the case.
      await tx.$queryRaw`SELECT id FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`;
      await closeDecidedCases();
    });
    await undoDecision(lead, second, { reason: "it was right before" });
    await closeDecidedCases();
    await sendAll();
    expect(told().map(({ data }) => data.decisionId)).toEqual([first]);
    expect(await db().outboundDelivery.count({ where: { decisionId: second } })).toBe(0);
  });

  it("that is corrected after its case was closed is replaced; a correction taken back restores it", async () => {
    const { told, caseId, riskId } = await flaggedWithCallback();
    const first = await decide(caseId, riskId);
    await letGo(first);
    const { id: second } = await correctDecision(lead, first, conclusion(riskId, "not_present"));
    await closeDecidedCases();
    await sendAll();
    expect(told()).toHaveLength(1);
    await letGo(second);
    await letGo(second);
    expect(told().map(({ type, data }) => [type, data.decisionId, data.supersedes, data.verdict])).toEqual([
      ["decision.recorded", first, null, "risk"],
      ["decision.recorded", second, first, "none"],
    ]);
    await undoDecision(lead, second, { reason: "it was right before" });
    await sendAll();
    expect(told()[2]).toMatchObject({ type: "decision.undone", data: { decisionId: second, restores: first } });
  });

  it("to dismiss tier 0 waits for the second person", async () => {
    await setMoreEyes({ twoPersonDismissal: true });
    const { told, caseId, riskId, conversationId } = await flaggedWithCallback("critical");
    const first = await decide(caseId, riskId, "not_present");
    await letGo(first);
    expect(told()).toEqual([]);
    const second = await db().case.findFirstOrThrow({ where: { conversationId, reason: "second_review" } });
    const { token } = await claimCase(admin, second.id);
    const unseen = { ...conclusion(riskId, "agree"), findings: [] };
    const { id: answer } = await recordDecision(admin, second.id, { token, ...unseen });
    await letGo(first);
    expect(told()).toEqual([]);
    await letGo(answer);
    expect(told()).toMatchObject([{ type: "decision.recorded", data: { decisionId: first, verdict: "none" } }]);
    await setMoreEyes({});
  });
});
