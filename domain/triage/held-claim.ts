import "server-only";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { PINNED_REASONS } from "@/domain/triage/case-state";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { ownToken } from "@/lib/text/printable";

export const claimTokenSchema = z
  .strictObject({ token: ownToken.meta({ description: "The claim token that came with the case" }) })
  .meta({ id: "ClaimToken" });

const heldSchema = z.object({
  claim_id: z.uuid(),
  claimed_at: z.date(),
  case_id: z.uuid(),
  conversation_id: z.uuid(),
  classification_id: z.uuid().nullable(),
  revision: z.number().int(),
  reason: z.string(),
  tier: z.number().int(),
  version: z.number().int(),
});
export type HeldClaim = z.infer<typeof heldSchema>;

/**
 * Locks the case and checks that `token` is its live claim and belongs to the person asking. Every write to a claimed
 * case begins here: a token that was overtaken can change nothing.
 * @throws NOT_FOUND, or LEASE_LOST with the state the case is in now
 */
export async function lockHeldClaim(tx: Tx, user: UserActor, caseId: string, token: string): Promise<HeldClaim> {
  if (!isId(caseId)) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const rows = await tx.$queryRaw`
    SELECT claim.id AS claim_id, claim.claimed_at, "case".id AS case_id, "case".conversation_id, "case".classification_id,
      CASE WHEN "case".reason = ANY (${[...PINNED_REASONS]}::case_reason[]) THEN "case".revision
        ELSE conversation.revision END AS revision, "case".reason::text AS reason, "case".tier, "case".version
    FROM "case" JOIN claim ON claim.case_id = "case".id JOIN conversation ON conversation.id = "case".conversation_id
    WHERE "case".id = ${caseId}::uuid AND "case".state = 'claimed' AND claim.token = ${token}
      AND claim.reviewer_id = ${user.userId} AND claim.ended_at IS NULL AND claim.expires_at > now()
    FOR UPDATE OF "case", claim`;
  const [held] = z.array(heldSchema).parse(rows);
  if (held) return held;
  const current = await tx.case.findUnique({
    // What is for somebody else alone does not exist for others, here as everywhere (isForOthers).
    where: { id: caseId, OR: [{ forUserId: null }, { forUserId: user.userId }] },
    include: { holder: true, conversation: true },
  });
  if (!current) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const holder = current.holder?.name ?? null;
  const claim = await tx.claim.findFirst({ where: { caseId, token, reviewerId: user.userId }, select: { end: true } });
  const { state, version } = current;
  const members = {
    current: { state, holder, revision: current.conversation.revision, version, end: claim?.end ?? null },
  };
  throw new AppError("LEASE_LOST", whatEndedIt(claim?.end ?? null, holder), { members });
}

function whatEndedIt(end: string | null, holder: string | null): string {
  if (end === "taken_over" && holder !== null) return `${holder} took this case over.`;
  if (end === "requeued") return "A lead has put this case back into the queue.";
  if (end === "decided") return "You have decided this case already: the decision of this claim is on record.";
  return "Your claim on this case has ended. Read its state again, or take the next case.";
}
