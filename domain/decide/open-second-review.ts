import "server-only";
import type { Actor } from "@/domain/access/actor";
import type { FurtherLook } from "@/domain/decide/further-look";
import { openSlot } from "@/domain/decide/open-slot";
import { LOWEST_TIER } from "@/domain/triage/tier";
import type { Tx } from "@/lib/db/client";

/** A decision that somebody else looks at, and what it was made about. */
export type LookedAt = {
  id: string;
  caseId: string;
  conversationId: string;
  revision: number;
  classificationId: string | null;
};

/**
 * Asks for a second review of a decision. One that the decision waits for is due at once; any other waits among the blind
 * cases, like which it looks.
 */
export async function openSecondReview(tx: Tx, actor: Actor, of: LookedAt, look: FurtherLook): Promise<void> {
  const { id: firstDecisionId, caseId: ofCaseId, conversationId, revision, classificationId } = of;
  await openSlot(tx, actor, {
    kind: "second_review",
    conversationId,
    revision,
    classificationId,
    tier: look.binding ? 0 : LOWEST_TIER,
    ofCaseId,
    firstDecisionId,
    secondDecisionId: null,
    ...look,
  });
}
