import "server-only";
import { z } from "zod";
import type { UserActor } from "@/domain/access/actor";
import { settingIn } from "@/domain/settings/setting-in";
import { isGivable } from "@/domain/triage/givable";
import { HERE_SECONDS } from "@/domain/triage/presence/presence-dto";
import type { DeskState } from "@/domain/triage/wellbeing/next-choice";
import { db, Prisma } from "@/lib/db/client";

const rowsSchema = z.tuple([
  z.object({
    others_here: z.boolean(),
    emergency_waits: z.boolean(),
    pressing: z.boolean(),
    urgent_waits: z.boolean(),
  }),
]);

/** Whether somebody else who could take a case has the queue or a case before them, and is not on a break. In SQL. */
function othersHere(userId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM desk_presence p JOIN "user" u ON u.id = p.user_id
    WHERE p.user_id <> ${userId} AND p.seen_at > now() - make_interval(secs => ${HERE_SECONDS}) AND u.disabled_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM reviewer_break b WHERE b.user_id = p.user_id AND b.ended_at IS NULL))`;
}

/** What waits for this person, and whether anybody else is there. `urgentWaits`: a case of tier 0 or 1 does. */
export async function lookAtDesk(
  user: UserActor,
  optOutTypes: readonly string[],
): Promise<DeskState & { urgentWaits: boolean }> {
  const { dueSeconds } = await settingIn(db(), "tiers");
  const waits = isGivable(user, optOutTypes);
  // A case ranks no later than it is due, so that the order of the queue bounds what has to be looked at.
  const late = (tier: 0 | 1) => Prisma.sql`EXISTS (SELECT 1 FROM "case" c WHERE ${waits}
    AND c.queue_tier = ${tier} AND c.tier = ${tier} AND c.rank_at < now() + make_interval(secs => ${dueSeconds[tier] / 2})
    AND c.due_at < now() + make_interval(secs => ${dueSeconds[tier] / 2}))`;
  const rows = await db().$queryRaw`
    SELECT ${othersHere(user.userId)} AS others_here,
      EXISTS (SELECT 1 FROM "case" c WHERE ${waits} AND c.queue_tier = 0) AS emergency_waits,
      (${late(0)} OR ${late(1)}) AS pressing,
      EXISTS (SELECT 1 FROM "case" c WHERE ${waits} AND c.queue_tier <= 1 AND c.tier <= 1) AS urgent_waits`;
  const [row] = rowsSchema.parse(rows);
  return {
    othersHere: row.others_here,
    emergencyWaits: row.emergency_waits,
    pressing: row.pressing,
    urgentWaits: row.urgent_waits,
  };
}
