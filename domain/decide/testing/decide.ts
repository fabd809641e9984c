import type { UserActor } from "@/domain/access/actor";
import { correctDecision } from "@/domain/decide/correct-decision";
import type { FindingInput } from "@/domain/decide/decision-input";
import { getCase } from "@/domain/decide/get-case";
import { recordDecision } from "@/domain/decide/record-decision";
import { aRisk, conversationRead, person, risky } from "@/domain/testing/desk";
import { claimCase } from "@/domain/triage/claim-next-case";
import { db } from "@/lib/db/client";

/** A reading in tier 0. */
export const CRITICAL = risky(aRisk("critical", "emergency"));
/** What goes with every decision of a test. */
export const SURE = { certainty: "sure", action: "no_action", timeSpentMs: 1_000 } as const;

type Says = "all" | "nothing" | "high";

/** What somebody concludes who sees what `shown` shows: with the model's risks, or out of their own reading. */
function findings(shown: Awaited<ReturnType<typeof getCase>>, says: Says): FindingInput[] {
  const stated = {
    subject: "self",
    type: "suicide",
    severity: says === "high" ? "high" : "critical",
    imminence: null,
  } as const;
  if (shown.classification === null) {
    const messageIds = [shown.messages[0]?.id ?? ""];
    return says === "nothing" ? [] : [{ assessment: "missed", ...stated, messageIds }];
  }
  return shown.classification.risks.map(({ id: riskId }): FindingInput => {
    if (says === "nothing") return { assessment: "not_present", riskId };
    if (says === "all") return { assessment: "agree", riskId, messageIds: [] };
    return { assessment: "corrected", riskId, ...stated, messageIds: [] };
  });
}

/** Claims a case and decides on it, as somebody does who sees what they are shown. */
export async function decide(who: UserActor, caseId: string, says: Says) {
  const { token } = await claimCase(who, caseId);
  const shown = await getCase(who, caseId);
  const { revision } = shown;
  const said = { findings: findings(shown, says), classificationId: shown.classification?.id ?? null };
  return recordDecision(who, caseId, { token, revision, ...said, ...SURE });
}

/** Corrects a decision out of what its case shows. */
export async function correct(who: UserActor, decisionId: string, says: Says) {
  const { caseId } = await db().decision.findUniqueOrThrow({ where: { id: decisionId } });
  const shown = await getCase(who, caseId);
  const said = { findings: findings(shown, says), classificationId: shown.classification?.id ?? null };
  return correctDecision(who, decisionId, { revision: shown.revision, ...said, ...SURE });
}

/** A case that somebody has decided. */
export async function decided(says: Says, reading = CRITICAL) {
  const first = await person("reviewer");
  const conversationId = await conversationRead(first, reading);
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId } });
  const decision = await decide(first, caseId, says);
  return { first, conversationId, caseId, decision };
}

/** The further look of a kind at a conversation. */
export function slotOf(conversationId: string, kind: "second_review" | "adjudication" = "second_review") {
  return db().reviewSlot.findFirst({ where: { conversationId, kind, withdrawnAt: null }, include: { case: true } });
}

/** The same, which has to be there. */
export async function openSlot(conversationId: string, kind: "second_review" | "adjudication" = "second_review") {
  const slot = await slotOf(conversationId, kind);
  if (!slot) throw new Error(`no ${kind} was opened`);
  return slot;
}
