/** What a platform hears of decisions about somebody who is erased before they have left the desk. */
import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { closeDecidedCases } from "@/domain/decide/close-decided-cases";
import { findReleasedDecision } from "@/domain/decide/decision";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { changeEndpoint } from "@/domain/outbox/change-endpoint";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { passTime, receiverFor, sendAll, verified } from "@/domain/outbox/testing/outbox";
import { erasePerson } from "@/domain/privacy/erase-person";
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

let admin: UserActor;
let sources = 0;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  const alerts = { ...fallbackOf("alerts"), allowedNetworks: ["127.0.0.1/32"] };
  await changeSetting(admin, "alerts", { version: 0, value: alerts, note: "" });
  // Longer than any test takes, so that only `endUndoWindow` ends it.
  await changeSetting(admin, "undo", { version: 0, value: { ...fallbackOf("undo"), seconds: 120 }, note: "" });
});

const found = {
  agreed: (riskId: string) => ({ assessment: "agree" as const, riskId, messageIds: [] }),
  dismissed: (riskId: string) => ({ assessment: "not_present" as const, riskId }),
  lessened: (riskId: string) => ({
    assessment: "corrected" as const,
    riskId,
    subject: "self" as const,
    type: "suicide" as const,
    severity: "high" as const,
    imminence: "urgent" as const,
    messageIds: [],
  }),
};

/** A decision that can still be taken back, about somebody of a source whose decisions go to a receiver. */
async function decided(how: "agreed" | "dismissed" | "lessened" = "agreed") {
  sources += 1;
  const [externalId, author] = [`thread-${sources}`, `person-${sources}`];
  const receiver = await receiverFor();
  const key = await platform(`Chat ${sources}`);
  const target = { kind: "webhook", name: "Back", events: [], sourceId: key.sourceId, url: receiver.url } as const;
  const { id: endpointId, secret } = await createEndpoint(admin, { ...target, events: [] });
  const messages = [{ role: "user" as const, author, text: "some words" }];
  const { id: conversationId } = await acceptConversation(key, { externalId, messages });
  await readAndRoute(engineThatSays(risky(aRisk(how === "agreed" ? "high" : "critical"))), {
    conversationId,
    revision: 1,
  });
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(admin, caseId);
  const [risk] = await db().risk.findMany({ where: { classification: { conversationId } } });
  const { id: decisionId } = await recordDecision(admin, caseId, {
    token,
    revision: 1,
    findings: [found[how](risk?.id ?? "")],
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 0,
  });
  const erase = (...ends: string[]) =>
    erasePerson(admin, { subject: { sourceId: key.sourceId, externalId: author }, reason: "other", ends });
  /** Ends the time to take it back, as waiting for it would. */
  const letGo = async () => {
    await endUndoWindow(decisionId);
    await passTime(120);
    await closeDecidedCases();
    await sendAll();
  };
  const told = () => receiver.received.map((each) => verified(secret, each));
  return { conversationId, decisionId, endpointId, externalId, erase, letGo, told };
}

const stored = async (decisionId: string) =>
  JSON.stringify(await db().outboundDelivery.findMany({ where: { decisionId } }));

describe("a decision that can still be taken back when its person is erased", () => {
  it("is told once the time for that is over, by the thread's id, which is kept no longer than that", async () => {
    const { decisionId, endpointId, externalId, erase, letGo, told } = await decided();
    await erase();
    // Neither the chores nor somebody who resumes the receiver lets it out before.
    await changeEndpoint(admin, endpointId, { paused: true });
    await changeEndpoint(admin, endpointId, { paused: false });
    await closeDecidedCases();
    await sendAll();
    expect(told()).toEqual([]);
    await letGo();
    await letGo();
    expect(told()).toMatchObject([{ type: "decision.recorded", data: { decisionId, externalId, verdict: "risk" } }]);
    expect(await stored(decisionId)).not.toContain(externalId);
  });

  it("is not told where its author takes it back in time, and nothing of the thread stays", async () => {
    const { decisionId, externalId, erase, letGo, told } = await decided();
    await erase();
    await undoDecision(admin, decisionId, { reason: "too early" });
    await letGo();
    expect(told()).toEqual([]);
    expect(await stored(decisionId)).not.toContain(externalId);
  });
});

it("a dismissal in tier 0 that nobody can look at a second time any more is not told", async () => {
  await setMoreEyes({ twoPersonDismissal: true });
  const { conversationId, decisionId, erase, letGo, told } = await decided("dismissed");
  await setMoreEyes({});
  const second = await db().case.findFirstOrThrow({ where: { conversationId, reason: "second_review" } });
  await erase(second.id);
  await letGo();
  expect(told()).toEqual([]);
  expect(await stored(decisionId)).toBe("[]");
  expect(await findReleasedDecision(db(), conversationId)).toBeNull();
});

it.each([
  ["is told once nobody can take that back", false],
  ["is not told once that is taken back", true],
])("a dismissal in tier 0 that somebody has agreed to %s", async (_what, isUndone) => {
  await setMoreEyes({ twoPersonDismissal: true });
  const { conversationId, decisionId, externalId, erase, letGo, told } = await decided("dismissed");
  await setMoreEyes({});
  const other = await person("admin");
  const { id: secondId } = await db().case.findFirstOrThrow({ where: { conversationId, reason: "second_review" } });
  const { token } = await claimCase(other, secondId);
  const said = { certainty: "sure", action: "no_action", timeSpentMs: 0 } as const;
  const answer = await recordDecision(other, secondId, { token, revision: 1, findings: [], ...said });
  await erase();
  await sendAll();
  expect(told()).toEqual([]);
  if (isUndone) await undoDecision(other, answer.id, { reason: "too early" });
  await letGo();
  expect(told().map(({ data }) => [data.decisionId, data.externalId])).toEqual(
    isUndone ? [] : [[decisionId, externalId]],
  );
});

it("a risk that was stated less than the model named is told, though nobody can look a second time", async () => {
  await setMoreEyes({ twoPersonDismissal: true });
  const { conversationId, decisionId, erase, letGo, told } = await decided("lessened");
  await setMoreEyes({});
  const second = await db().case.findFirstOrThrow({ where: { conversationId, reason: "second_review" } });
  await letGo();
  expect(told()).toEqual([]);
  await erase(second.id);
  await letGo();
  expect(told()).toMatchObject([{ data: { decisionId, verdict: "risk" } }]);
  expect(await findReleasedDecision(db(), conversationId)).not.toBeNull();
});

it("a message that waits to be sent when its person is erased keeps the thread's id until it has left", async () => {
  const { decisionId, endpointId, externalId, erase, letGo, told } = await decided();
  await changeEndpoint(admin, endpointId, { paused: true });
  await letGo();
  await erase();
  expect(await stored(decisionId)).toContain(externalId);
  await changeEndpoint(admin, endpointId, { paused: false });
  await sendAll();
  expect(told()).toMatchObject([{ data: { decisionId, externalId } }]);
  expect(await stored(decisionId)).not.toContain(externalId);
});
