import "server-only";
import type { UserActor } from "@/domain/access/actor";
import type { StatedRisk } from "@/domain/decide/complete-findings";
import { furtherLook, type LookRules } from "@/domain/decide/further-look";
import { openSlot } from "@/domain/decide/open-slot";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { LOWEST_TIER, type Tier } from "@/domain/triage/tier";
import { chanceOf } from "@/lib/crypto/chance";
import type { Tx } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

export type JustDecided = {
  id: string;
  caseId: string;
  conversationId: string;
  revision: number;
  classificationId: string | null;
  reason: CaseReason;
  tier: Tier;
  risks: readonly StatedRisk[];
};

/**
 * Draws whether somebody else looks at a decision too, and opens the case for it. The draw is keyed with the desk's secret
 * and made over the decision's id, so that nobody who decides can foresee or steer it. A look that a decision waits for
 * is due at once; any other waits among the blind cases, like which it looks.
 * @returns whether the decision waits for it
 */
export async function drawReview(tx: Tx, user: UserActor, rules: LookRules, made: JustDecided): Promise<boolean> {
  const chance = chanceOf(keyring().drawKey("second_review"), made.id);
  const look = furtherLook(rules, { ...made, chance });
  if (!look) return false;
  const { conversationId, revision, classificationId, caseId: ofCaseId, id: firstDecisionId } = made;
  await openSlot(tx, user, {
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
  return look.binding;
}
