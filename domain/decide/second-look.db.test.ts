import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { recordDecision } from "@/domain/decide/record-decision";
import { aRisk, conversationRead, openDesk, person, risky } from "@/domain/testing/desk";
import { insertCase } from "@/domain/triage/case-rows";
import { claimCase, claimNextCase } from "@/domain/triage/claim-next-case";
import { takeOverCase } from "@/domain/triage/take-over-case";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

beforeEach(async () => {
  await db()
    .$executeRaw`UPDATE "case" SET state = 'closed', closed_at = now(), holder_id = NULL WHERE state <> 'closed'`;
  await db().$executeRaw`UPDATE claim SET ended_at = now(), "end" = 'released' WHERE ended_at IS NULL`;
});

describe("a second look", () => {
  it.each(["second_review", "adjudication"] as const)("is never at a decision of one's own: %s", async (kind) => {
    const [first, second, third] = [
      await person("lead", "reviewer"),
      await person("lead", "reviewer"),
      await person("lead", "reviewer"),
    ];
    const conversationId = await conversationRead(first, risky(aRisk("moderate", null)));
    const decide = async (by: UserActor, caseId: string) => {
      const { token } = await claimCase(by, caseId);
      const risk = await db().risk.findFirstOrThrow({ where: { classification: { conversationId } } });
      return recordDecision(by, caseId, {
        token,
        revision: 1,
        findings: [{ assessment: "agree", riskId: risk.id, messageIds: [] }],
        certainty: "sure",
        action: "no_action",
        timeSpentMs: 0,
      });
    };
    const of = await db().case.findFirstOrThrow({ where: { conversationId } });
    const one = await decide(first, of.id);
    const { id: lookId } = await db().$transaction(async (tx) => {
      const made = {
        conversationId,
        classificationId: of.classificationId,
        revision: 1,
        tier: 2,
        score: null,
      } as const;
      const caseId = await insertCase(tx, first, { ...made, reason: kind });
      const secondDecisionId = kind === "adjudication" ? one.id : null;
      const slot = { kind, conversationId, revision: 1, caseId, ofCaseId: of.id, firstDecisionId: one.id };
      await tx.reviewSlot.create({ data: { id: newId(), ...slot, secondDecisionId } });
      return { id: caseId };
    });
    expect(await claimNextCase(first)).toBeNull();
    await expect(claimCase(first, lookId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(claimNextCase(await person("reviewer"))).resolves.toEqual(
      kind === "adjudication" ? null : expect.objectContaining({ caseId: lookId }),
    );
    if (kind === "second_review") return;
    expect((await claimNextCase(second))?.caseId).toBe(lookId);
    await expect(takeOverCase(first, lookId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(takeOverCase(third, lookId)).resolves.toMatchObject({ caseId: lookId });
  });
});
