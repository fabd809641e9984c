import "server-only";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { settingIn } from "@/domain/settings/setting-in";
import { isGivable } from "@/domain/triage/givable";
import { GIVEN_TO_THEM, peopleThere } from "@/domain/triage/presence/people-there";
import { HERE_SECONDS } from "@/domain/triage/presence/presence-dto";
import { coolDownUntil } from "@/domain/triage/wellbeing/load-reader";
import type { DeskState } from "@/domain/triage/wellbeing/next-choice";
import { db, Prisma } from "@/lib/db/client";

/** Of the heavy cases that wait, so many of the most urgent are looked at for whether others take them. */
const LOOKED_AT = 100;

const rowsSchema = z.tuple([
  z.object({
    others_here: z.boolean(),
    emergency_waits: z.boolean(),
    pressing: z.boolean(),
    urgent_waits: z.boolean(),
  }),
]);

/**
 * What waits for this person, and whether others are there who would be given it: whoever rests, has read enough, or has
 * just decided an emergency is nobody to leave it to. `urgentWaits`: a case of tier 0 or 1 waits.
 */
export async function lookAtDesk(
  user: UserActor,
  optOutTypes: readonly string[],
): Promise<DeskState & { urgentWaits: boolean }> {
  const [{ dueSeconds }, wellbeing] = [await settingIn(db(), "tiers"), await settingIn(db(), "wellbeing")];
  const waits = isGivable(user, optOutTypes);
  // A case ranks no later than it is due, so that the order of the queue bounds what has to be looked at.
  const late = (tier: 0 | 1) => Prisma.sql`EXISTS (SELECT 1 FROM "case" c WHERE ${waits}
    AND c.queue_tier = ${tier} AND c.tier = ${tier} AND c.rank_at < now() + make_interval(secs => ${dueSeconds[tier] / 2})
    AND c.due_at < now() + make_interval(secs => ${dueSeconds[tier] / 2}))`;
  const rows = await db().$queryRaw`
    WITH there AS MATERIALIZED (
      SELECT * FROM (${peopleThere(HERE_SECONDS, wellbeing)}) AS t
      WHERE t.user_id <> ${user.userId} AND ${coolDownUntil(Prisma.sql`t.user_id`, wellbeing)} IS NULL
    ), heavy AS (
      SELECT c.id, c.state, c.reason, c.classification_id FROM "case" c
      WHERE ${waits} AND c.queue_tier <= 1 AND c.tier <= 1
      ORDER BY c.queue_tier, c.rank_at, c.id LIMIT ${LOOKED_AT})
    SELECT EXISTS (SELECT 1 FROM there)
        AND NOT EXISTS (SELECT 1 FROM heavy c WHERE NOT EXISTS (SELECT 1 FROM there t WHERE ${GIVEN_TO_THEM})) AS others_here,
      EXISTS (SELECT 1 FROM "case" c WHERE ${waits} AND c.queue_tier = 0) AS emergency_waits,
      (${late(0)} OR ${late(1)}) AS pressing,
      EXISTS (SELECT 1 FROM heavy) AS urgent_waits`;
  const [row] = rowsSchema.parse(rows);
  return {
    othersHere: row.others_here,
    emergencyWaits: row.emergency_waits,
    pressing: row.pressing,
    urgentWaits: row.urgent_waits,
  };
}
