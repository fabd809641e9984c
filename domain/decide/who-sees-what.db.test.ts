import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { findConversations } from "@/domain/decide/find-conversations";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { correct, decide, decided, openSlot } from "@/domain/decide/testing/decide";
import { openDesk, person, setMoreEyes } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { db } from "@/lib/db/client";

beforeAll(openDesk);
beforeEach(() => setMoreEyes({ twoPersonDismissal: true }));

const REFUSED = { code: "FORBIDDEN" };

describe("a second review", () => {
  it("is nobody's who decided the case before, also where somebody else corrected it since", async () => {
    const { first, decision, conversationId } = await decided("nothing");
    await correct(await person("lead"), decision.id, "high");
    const { caseId } = await openSlot(conversationId);
    await expect(claimCase(first, caseId)).rejects.toMatchObject(REFUSED);
    await expect(claimCase(await person("reviewer"), caseId)).resolves.toMatchObject({ caseId });
  });

  it.each([
    ["case", (lead: UserActor, { caseId }: { caseId: string }) => getCase(lead, caseId)],
    [
      "conversation",
      (lead: UserActor, { conversationId }: { conversationId: string }) => getConversation(lead, conversationId),
    ],
  ] as const)("is no lead's who has opened its %s since, and any other's", async (_, look) => {
    const lead = await person("lead");
    const made = await decided("nothing");
    const { caseId } = await openSlot(made.conversationId);
    await look(lead, made);
    await expect(claimCase(lead, caseId)).rejects.toMatchObject(REFUSED);
    await expect(claimCase(await person("lead"), caseId)).resolves.toMatchObject({ caseId });
  });

  it("is no lead's who had opened the case just before it was decided and sees it again", async () => {
    const lead = await person("lead");
    const made = await decided("all");
    await getCase(lead, made.caseId);
    await correct(made.first, made.decision.id, "nothing");
    await getCase(lead, made.caseId);
    await expect(claimCase(lead, (await openSlot(made.conversationId)).caseId)).rejects.toMatchObject(REFUSED);
  });

  it("that a lead has taken on hides the first decision from them like from anybody", async () => {
    const lead = await person("lead");
    const { conversationId, caseId } = await decided("nothing");
    const slot = await openSlot(conversationId);
    await claimCase(lead, slot.caseId);
    expect(await getCase(lead, caseId)).toMatchObject({ hidden: "blind", classification: null, decisions: [] });
    expect(await getConversation(lead, conversationId)).toMatchObject({ classification: null, decision: null });
    await db().conversation.update({ where: { id: conversationId }, data: { externalId: "taken on" } });
    const [found] = (await findConversations(lead, { externalId: "taken on" })).items;
    expect(found).toMatchObject({ id: conversationId, status: null });
    expect(await decide(await person("lead"), slot.caseId, "nothing").catch(({ code }) => code)).toBe("CONFLICT");
  });

  it("hides on every list what its page hides, and looks like a sample there; whoever decided sees it", async () => {
    const { first, conversationId, caseId } = await decided("nothing");
    const [second, lead] = [await person("reviewer"), await person("lead")];
    const rowFor = async (who: UserActor, type?: "suicide") =>
      (await listCases(who, { state: "decided", ...(type && { type }) })).items.find(({ id }) => id === caseId);
    expect(await rowFor(second)).toMatchObject({ outcome: null, reflection: null, risks: [] });
    expect(await rowFor(second, "suicide")).toBeUndefined();
    for (const who of [first, lead]) expect(await rowFor(who)).toMatchObject({ outcome: "risk" });
    const page = await getConversation(second, conversationId);
    expect(page).toMatchObject({ status: null, cases: [{ reason: "sample", state: "open" }] });
    expect(await getConversation(first, conversationId)).toMatchObject({
      status: "flagged",
      decision: { verdict: "none" },
    });
  });
});
