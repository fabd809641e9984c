import "server-only";
import { z } from "zod";
import { type NewAlert, openAlerts } from "@/domain/triage/alerts/open-alert";
import { Prisma, type Tx } from "@/lib/db/client";

/** Alerts opened in one round. */
const BATCH = 500;
/**
 * So many cases below tier 0 that are past their time have an alert of their own: beyond that the count says it, and more
 * rows would not. Those in tier 0 always have one.
 */
const MOST_BREACHES = 2_000;
/** Made by the desk itself: nobody waits for an answer about them. */
const NOBODY_WAITS = Prisma.sql`c.reason NOT IN ('gold', 'sample')`;

const tieredRows = z.array(z.object({ id: z.uuid(), tier: z.number().int() }));

/**
 * A case past its due time: with nobody, or with somebody who has had it for as long as its tier allows and has not
 * decided. @param dueSeconds of each tier
 */
function breached(tiers: readonly number[], dueSeconds: readonly number[]): Prisma.Sql {
  return Prisma.sql`c.tier = ANY (${[...tiers]}::int[]) AND c.due_at < now() AND ${NOBODY_WAITS}
    AND (c.state IN ('open', 'escalated') OR (c.state = 'claimed' AND EXISTS (
      SELECT 1 FROM claim k WHERE k.case_id = c.id AND k.ended_at IS NULL
        AND k.claimed_at < now() - make_interval(secs => (${[...dueSeconds]}::double precision[])[c.tier + 1]))))`;
}

/** What is watched for in the cases themselves, as the settings say. */
export type CaseWatch = { tierBreach: readonly number[]; dueSeconds: readonly number[] };

/** Opens an alert for each case past its time that has none. @returns how many */
export async function openBreaches(tx: Tx, { tierBreach, dueSeconds }: CaseWatch): Promise<number> {
  if (tierBreach.length === 0) return 0;
  const [standing] = z.array(z.object({ count: z.number().int() })).parse(
    await tx.$queryRaw`
      SELECT count(*)::int AS count FROM alert WHERE kind = 'tier_breach' AND resolved_at IS NULL AND tier > 0`,
  );
  const room = Math.max(0, MOST_BREACHES - (standing?.count ?? 0));
  const tiers = room > 0 ? tierBreach : tierBreach.filter((tier) => tier === 0);
  const cases = tieredRows.parse(
    await tx.$queryRaw`
      SELECT c.id, c.tier FROM "case" c
      WHERE c.state IN ('open', 'claimed', 'escalated') AND ${breached(tiers, dueSeconds)} AND NOT EXISTS (
        SELECT 1 FROM alert a WHERE a.key = 'tier_breach ' || c.id AND a.resolved_at IS NULL)
      ORDER BY c.tier, c.due_at LIMIT ${room > 0 ? Math.min(BATCH, room) : BATCH}`,
  );
  const alerts = cases.map(
    ({ id, tier }): NewAlert => ({ kind: "tier_breach", key: `tier_breach ${id}`, caseId: id, tier }),
  );
  return (await openAlerts(tx, alerts)).length;
}

/** Which open alerts about cases have lost their cause: somebody has taken the case, or it is closed. */
export function settledCases({ tierBreach, dueSeconds }: CaseWatch): Prisma.Sql {
  return Prisma.sql`(
    a.kind IN ('new_emergency', 'hand_over') AND a.case_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "case" c WHERE c.id = a.case_id AND c.state IN ('open', 'escalated'))
    OR a.kind = 'tier_breach' AND NOT EXISTS (
      SELECT 1 FROM "case" c WHERE c.id = a.case_id AND ${breached(tierBreach, dueSeconds)})
    OR a.kind = 'hand_over' AND a.case_id IS NULL AND a.acknowledged_at IS NOT NULL)`;
}
