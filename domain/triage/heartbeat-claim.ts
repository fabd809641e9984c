import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import type { CaseReason } from "@/domain/triage/case-after-reading";
import { modelIsVisible } from "@/domain/triage/case-state";
import { lockHeldClaim } from "@/domain/triage/held-claim";
import { LEASE_SECONDS, type Lease } from "@/domain/triage/lease";
import { db } from "@/lib/db/client";

/**
 * Says that the reviewer is still there: the lease runs anew from the database's now. Answers with the case's revision
 * and reading, so that a page learns of new ones. Not an audit event: it changes nothing that is decided, twenty times a minute.
 * @throws FORBIDDEN, NOT_FOUND, LEASE_LOST
 */
export async function heartbeatClaim(actor: Actor, caseId: string, token: string): Promise<Lease> {
  const user = requireUser(actor, "case.claim");
  const { flagged } = await currentSetting("model_visibility");
  return db().$transaction(async (tx) => {
    const held = await lockHeldClaim(tx, user, caseId, token);
    const rows = await tx.$queryRaw`
      UPDATE claim SET heartbeat_at = now(), expires_at = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${held.claim_id}::uuid RETURNING expires_at`;
    const [lease] = z.array(z.object({ expires_at: z.date() })).parse(rows);
    if (!lease) throw new Error("the lease was not renewed");
    const { revision, version } = held;
    const classificationId = modelIsVisible(held.reason as CaseReason, flagged) ? held.classification_id : null;
    return { expiresAt: lease.expires_at.toISOString(), revision, version, classificationId };
  });
}
