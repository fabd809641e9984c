import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { insertCase } from "@/domain/triage/case-rows";
import type { Tier } from "@/domain/triage/tier";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

type About = {
  conversationId: string;
  revision: number;
  classificationId: string | null;
  tier: Tier;
  probability: number;
};

export type NewSlot = About &
  (
    | {
        kind: "second_review" | "adjudication";
        ofCaseId: string | null;
        firstDecisionId: string | null;
        secondDecisionId: string | null;
        binding: boolean;
      }
    | { kind: "gold"; goldCaseId: string; reviewerId: string }
  );

/** Opens the case that carries a further look, and writes what it is for. Returns the slot's id. */
export async function openSlot(tx: Tx, actor: Actor, slot: NewSlot): Promise<string> {
  const { kind, conversationId, revision, classificationId, tier, probability } = slot;
  const made = { conversationId, classificationId, revision, reason: kind, tier, score: null };
  const caseId = await insertCase(tx, actor, made);
  const id = newId();
  const binding = slot.kind !== "gold" && slot.binding;
  if (slot.kind === "gold") await tx.case.update({ where: { id: caseId }, data: { forUserId: slot.reviewerId } });
  const purpose =
    slot.kind === "gold"
      ? { goldCaseId: slot.goldCaseId, reviewerId: slot.reviewerId }
      : {
          ofCaseId: slot.ofCaseId,
          firstDecisionId: slot.firstDecisionId,
          secondDecisionId: slot.secondDecisionId,
          binding,
        };
  await tx.reviewSlot.create({ data: { id, kind, conversationId, revision, caseId, probability, ...purpose } });
  await appendEvent(tx, {
    type: "decide.review.drawn",
    actor,
    caseId,
    conversationId,
    facts: { slotId: id, kind, binding },
  });
  return id;
}
