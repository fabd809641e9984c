import "server-only";
import type { UserActor } from "@/domain/access/actor";
import type { StatedRisk } from "@/domain/decide/complete-findings";
import { furtherLook, type LookRules } from "@/domain/decide/further-look";
import { type LookedAt, openSecondReview } from "@/domain/decide/open-second-review";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import type { Tier } from "@/domain/triage/tier";
import { chanceOf } from "@/lib/crypto/chance";
import type { Tx } from "@/lib/db/client";
import { keyring } from "@/lib/keys/data-keys";

type JustDecided = LookedAt & { reason: CaseReason; tier: Tier; risks: readonly StatedRisk[] };

/**
 * Draws whether somebody else looks at a decision too, and opens the case for it. The draw is keyed with the desk's secret
 * and made over the decision's id, so that nobody who decides can foresee or steer it.
 * @returns whether the decision waits for it
 */
export async function drawReview(tx: Tx, user: UserActor, rules: LookRules, made: JustDecided): Promise<boolean> {
  const chance = chanceOf(keyring().drawKey("second_review"), made.id);
  const look = furtherLook(rules, { ...made, chance });
  if (!look) return false;
  await openSecondReview(tx, user, made, look);
  return look.binding;
}
