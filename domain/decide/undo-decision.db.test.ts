import { beforeAll, describe, expect, it } from "vitest";
import { getCase } from "@/domain/decide/get-case";
import { recordDecision } from "@/domain/decide/record-decision";
import { undoDecision } from "@/domain/decide/undo-decision";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  failed,
  openDesk,
  person,
  risky,
} from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

/** A case that was decided on `first`, read again as `then` while the decision stood, and undone. */
async function undoneAfter(first: Reading, then: Reading) {
  const reviewer = await person("reviewer");
  const conversationId = await conversationRead(reviewer, first);
  const { id: caseId, classificationId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(reviewer, caseId);
  const shown = await getCase(reviewer, caseId);
  const findings = (shown.classification?.risks ?? []).map((risk) => ({
    assessment: "not_present" as const,
    riskId: risk.id,
  }));
  const decision = await recordDecision(reviewer, caseId, {
    token,
    revision: 1,
    classificationId,
    findings,
    certainty: "sure",
    action: "no_action",
    timeSpentMs: 1_000,
  });
  await readAndRoute(engineThatSays(then), { conversationId, revision: 1, again: true });
  expect(await undoDecision(reviewer, decision.id, {})).toEqual({ caseId, reopened: true });
  return { conversationId, undone: await getCase(reviewer, caseId) };
}

describe("a case whose decision was taken back", () => {
  it("shows what was read while the decision stood, as urgent as that is", async () => {
    const { conversationId, undone } = await undoneAfter(risky(aRisk("mild", null)), risky(aRisk("critical", null)));
    expect(undone).toMatchObject({ state: "open", tier: 0, queueTier: 0 });
    expect(undone.classification?.risks).toMatchObject([{ severity: "critical" }]);
    expect((await eventsAbout(conversationId)).filter((type) => type === "triage.case.raised")).toHaveLength(1);
  });

  it("is no less urgent than before, whatever was read", async () => {
    const { undone } = await undoneAfter(risky(aRisk("critical", null)), risky(aRisk("mild", null)));
    expect(undone).toMatchObject({ tier: 0, classification: { risks: [{ severity: "mild" }] } });
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
