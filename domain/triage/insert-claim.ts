import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { LEASE_SECONDS } from "@/domain/triage/lease";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

export type HeldCase = { caseId: string; token: string; expiresAt: Date };

const leaseRows = z.tuple([z.object({ expires_at: z.date() })]);

/**
 * Writes a person's claim on a case that has just become theirs, and that they have read it: once per person and case, by
 * the weight of the heaviest tier in which they had it. The caller appends the audit event.
 * @param read the weights of the tiers, and whether it was given past their limit
 */
export async function insertClaim(
  tx: Tx,
  user: UserActor,
  caseId: string,
  read: { weights: readonly number[]; despiteLimit: boolean },
): Promise<HeldCase & { claimId: string }> {
  const claimId = newId();
  const token = randomBytes(32).toString("base64url");
  const rows = await tx.$queryRaw`
    WITH read AS (
      INSERT INTO exposure (id, user_id, case_id, weight, tier, despite_limit)
      SELECT ${newId()}::uuid, ${user.userId}, id, (${[...read.weights]}::float8[])[tier + 1], tier, ${read.despiteLimit}
      FROM "case" WHERE id = ${caseId}::uuid
      ON CONFLICT (user_id, case_id) DO UPDATE SET weight = greatest(exposure.weight, excluded.weight),
        tier = least(exposure.tier, excluded.tier)
    )
    INSERT INTO claim (id, case_id, reviewer_id, token, expires_at)
    VALUES (${claimId}::uuid, ${caseId}::uuid, ${user.userId}, ${token}, now() + make_interval(secs => ${LEASE_SECONDS}))
    RETURNING expires_at`;
  const [lease] = leaseRows.parse(rows);
  return { caseId, claimId, token, expiresAt: lease.expires_at };
}
