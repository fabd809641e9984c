import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { getCase } from "@/domain/decide/get-case";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  failed,
  openDesk,
  person,
  platform,
  risky,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { requeueForModel } from "@/domain/triage/read-again";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { Engine } from "@/inference/engines/engine";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

/** A case that somebody decided, finding nothing, on this reading. */
async function decidedOn(first: Reading) {
  const reviewer = await person("reviewer");
  return decide(reviewer, await conversationRead(reviewer, first), 1);
}

async function decide(reviewer: UserActor, conversationId: string, revision: number) {
  const { id: caseId, classificationId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(reviewer, caseId);
  const shown = await getCase(reviewer, caseId);
  const findings = (shown.classification?.risks ?? []).map((risk) => ({
    assessment: "not_present" as const,
    riskId: risk.id,
  }));
  const decision = await recordDecision(reviewer, caseId, {
    token,
    revision,
    classificationId,
    findings,
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 1_000,
  });
  return { reviewer, conversationId, caseId, decisionId: decision.id };
}

/** A case that was decided on `first`, read again as `then` while the decision stood, and undone. */
async function undoneAfter(first: Reading, then: Reading) {
  const { reviewer, conversationId, caseId, decisionId } = await decidedOn(first);
  await readAndRoute(engineThatSays(then), { conversationId, revision: 1, again: true });
  expect(await undoDecision(reviewer, decisionId, {})).toEqual({ caseId, reopened: true });
  return { conversationId, undone: await getCase(reviewer, caseId) };
}

describe("a case whose decision was taken back", () => {
  it("shows what was read while the decision stood, as urgent as that is", async () => {
    const { conversationId, undone } = await undoneAfter(risky(aRisk("mild", null)), risky(aRisk("critical", null)));
    expect(undone).toMatchObject({ state: "open", tier: 0, queueTier: 0 });
    expect(undone.classification?.risks).toMatchObject([{ severity: "critical" }]);
    expect((await eventsAbout(conversationId)).filter((type) => type === "triage.case.raised")).toHaveLength(1);
  });

  it("shows the reading of the newest messages, although one of older messages ended later", async () => {
    const [reviewer, actor] = [await person("reviewer"), await platform("slow")];
    const send = (text: string) =>
      acceptConversation(actor, { externalId: "t", messages: [{ role: "user" as const, text }] });
    const { id } = await send("one");
    const decided: Awaited<ReturnType<typeof decide>>[] = [];
    const slow: Engine = {
      ...engineThatSays(clear),
      read: async (messages) => {
        await send("two");
        await readAndRoute(engineThatSays(risky(aRisk("moderate", null))), { conversationId: id, revision: 2 });
        decided.push(await decide(reviewer, id, 2));
        return engineThatSays(risky(aRisk("moderate", null, "abuse"))).read(messages);
      },
    };
    await readAndRoute(slow, { conversationId: id, revision: 1 });
    expect(await db().classification.count({ where: { conversationId: id } })).toBe(2);
    for (const { caseId, decisionId } of decided) {
      await undoDecision(reviewer, decisionId, {});
      expect(await getCase(reviewer, caseId)).toMatchObject({ classification: { risks: [{ type: "suicide" }] } });
    }
    expect(decided).toHaveLength(1);
  });

  it("is no less urgent than before, whatever was read", async () => {
    const { undone } = await undoneAfter(risky(aRisk("critical", null)), risky(aRisk("mild", null)));
    expect(undone).toMatchObject({ tier: 0, classification: { risks: [{ severity: "mild" }] } });
  });

  it("is read by a model again, which nobody asks of while the decision stands", async () => {
    const { reviewer, conversationId, decisionId } = await decidedOn(failed());
    await db().$executeRaw`UPDATE conversation SET read_again_at = NULL WHERE id <> ${conversationId}::uuid`;
    await db().$executeRaw`UPDATE conversation SET read_again_at = now() WHERE id = ${conversationId}::uuid`;
    expect(await requeueForModel(engineThatSays(clear))).toBe(0);
    await undoDecision(reviewer, decisionId, {});
    expect(await requeueForModel(engineThatSays(clear))).toBe(1);
  });

  it("is flagged when a model has read by now what had failed", async () => {
    const { undone } = await undoneAfter(failed(), risky(aRisk("high", null)));
    expect(undone).toMatchObject({ reason: "flagged", classification: { outcome: "risk" } });
  });

  it.each([
    ["failure", failed()],
    ["clear reading", clear],
  ])("goes on showing its risk after a %s", async (_, then) => {
    const { undone } = await undoneAfter(risky(aRisk("high", null)), then);
    expect(undone).toMatchObject({ tier: 1, classification: { outcome: "risk" } });
  });
});
