import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getCase } from "@/domain/decide/get-case";
import { getConversation } from "@/domain/decide/get-conversation";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { recordDecision } from "@/domain/decide/record-decision";
import { correct, SURE } from "@/domain/decide/testing/decide";
import { changeSetting } from "@/domain/settings/change-setting";
import { fallbackOf, type SettingName } from "@/domain/settings/definitions";
import { aRisk, conversationRead, openDesk, person, risky } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { heartbeatClaim } from "@/domain/triage/heartbeat-claim";
import { listCases } from "@/domain/triage/list-cases";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

async function set(name: SettingName, value: unknown): Promise<void> {
  const { _max } = await db().settingChange.aggregate({ where: { name }, _max: { version: true } });
  await changeSetting(await person("admin"), name, { version: _max.version ?? 0, value, note: "" });
}

/** A flagged case in somebody's hands. */
async function held() {
  const reviewer = await person("reviewer");
  const conversationId = await conversationRead(reviewer, risky(aRisk()));
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const { token } = await claimCase(reviewer, caseId);
  const shown = await getCase(reviewer, caseId);
  const findings = (shown.classification?.risks ?? []).map(
    ({ id }) => ({ assessment: "not_present", riskId: id }) as const,
  );
  return { reviewer, conversationId, caseId, token, shown, input: { token, revision: 1, findings, ...SURE } };
}

it("give the time to undo", async () => {
  await set("undo", { seconds: 42 });
  const { reviewer, caseId, input } = await held();
  const { decidedAt, undoableUntil } = await recordDecision(reviewer, caseId, input);
  expect(Date.parse(undoableUntil) - Date.parse(decidedAt)).toBe(42_000);
});

/** The actions that the product begins with and one more, these of them retired. */
const actions = (...retired: string[]) =>
  [...fallbackOf("actions"), { id: "called_family", label: "Family called" }].map(({ id, label }) => ({
    id,
    label,
    retired: retired.includes(id),
  }));

describe("the list of actions", () => {
  beforeEach(() => set("actions", actions("no_action")));

  it("is with the case, and takes only what can still be chosen", async () => {
    const { reviewer, caseId, shown, input } = await held();
    expect(shown.actions).toEqual(actions("no_action"));
    for (const action of ["no_action", "unheard_of"]) {
      await expect(recordDecision(reviewer, caseId, { ...input, action })).rejects.toMatchObject({
        code: "INVALID",
        extra: { errors: [{ pointer: "/action" }] },
      });
    }
    await recordDecision(reviewer, caseId, { ...input, action: "called_family" });
    expect((await getCase(reviewer, caseId)).decisions).toMatchObject([{ action: "called_family" }]);
  });

  it("lets a correction keep the action that was retired since", async () => {
    await set("actions", actions());
    const { reviewer, caseId, input } = await held();
    const { id } = await recordDecision(reviewer, caseId, input);
    await set("actions", actions("no_action"));
    await expect(correct(reviewer, id, "all")).resolves.toMatchObject({ verdict: "risk" });
  });
});

it("keep which policies were beside a decision, and refuse one that is none", async () => {
  await set("actions", actions());
  const policy = { version: 0, title: "When to call", markdown: "Ask first.", riskTypes: [] };
  await savePolicy(await person("admin"), null, policy);
  const { id: versionId } = await db().policyVersion.findFirstOrThrow();
  const { reviewer, caseId, input } = await held();
  await expect(recordDecision(reviewer, caseId, { ...input, policyVersionIds: [newId()] })).rejects.toMatchObject({
    code: "INVALID",
    extra: { errors: [{ pointer: "/policyVersionIds" }] },
  });
  const { id } = await recordDecision(reviewer, caseId, { ...input, policyVersionIds: [versionId, versionId] });
  expect(await db().decision.findUnique({ where: { id } })).toMatchObject({ policyVersionIds: [versionId] });
});

describe("one's own reading first", () => {
  beforeEach(() => set("model_visibility", { flagged: "own_reading_first" }));

  it("hides the model on every page until a decision is saved, keeps that it did, and lets it be changed once seen", async () => {
    const { reviewer, conversationId, caseId, token, shown } = await held();
    expect(shown).toMatchObject({ reason: "flagged", hidden: "own_reading_first", classification: null, calls: [] });
    expect(await heartbeatClaim(reviewer, caseId, token)).toMatchObject({ classificationId: null });
    expect(await getConversation(reviewer, conversationId)).toMatchObject({ classification: null });
    const { items } = await listCases(reviewer, {});
    expect(items.find(({ id }) => id === caseId)).toMatchObject({ outcome: null, reflection: null, risks: [] });
    const made = await recordDecision(reviewer, caseId, {
      token,
      revision: 1,
      classificationId: null,
      findings: [],
      ...SURE,
    });
    expect(made).toMatchObject({ verdict: "none", firstReading: true });
    const after = await getCase(reviewer, caseId);
    expect(after).toMatchObject({
      hidden: null,
      classification: { outcome: "risk" },
      decisions: [{ modelVisible: false }],
      correctable: { decisionId: made.id, firstReading: true },
    });
    await correct(reviewer, made.id, "all");
    expect(await getCase(reviewer, caseId)).toMatchObject({
      decisions: [
        { modelVisible: true, stands: true, supersedesId: made.id },
        { modelVisible: false, stands: false },
      ],
      correctable: { firstReading: false },
    });
  });

  it("takes as seen what somebody had open before it was hidden", async () => {
    await set("model_visibility", { flagged: "shown" });
    const { reviewer, caseId, shown, input } = await held();
    await set("model_visibility", { flagged: "own_reading_first" });
    const made = await recordDecision(reviewer, caseId, { ...input, classificationId: shown.classification?.id });
    expect(made.firstReading).toBe(false);
    expect((await getCase(reviewer, caseId)).decisions).toMatchObject([{ modelVisible: true }]);
  });
});
