import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import { loadReader, sinceLastBreak } from "@/domain/triage/wellbeing/load-reader";
import type { Wellbeing } from "@/domain/triage/wellbeing/wellbeing-dto";
import { db } from "@/lib/db/client";

const sinceRows = z.tuple([z.object({ since: z.date().nullable() })]);

/**
 * When this stretch of work began: with the first case after a break, or after as long a time without any case in hand.
 * Null when there was none, or the last case was put down that long ago.
 */
async function findWorkingSince(userId: string, breakMinutes: number): Promise<Date | null> {
  const rows = await db().$queryRaw`
    WITH held AS (
      SELECT e.exposed_at AS began, coalesce((
        SELECT max(coalesce(k.ended_at, k.heartbeat_at)) FROM claim k WHERE k.case_id = e.case_id AND k.reviewer_id = e.user_id),
        e.exposed_at) AS ended
      FROM exposure e WHERE e.user_id = ${userId} AND e.exposed_at > ${sinceLastBreak(userId)}
    ), stretch AS (
      SELECT began, ended, began - max(ended) OVER (ORDER BY began ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS rest
      FROM held
    )
    SELECT CASE WHEN max(ended) > now() - make_interval(mins => ${breakMinutes}::int) THEN
      max(began) FILTER (WHERE rest IS NULL OR rest >= make_interval(mins => ${breakMinutes}::int)) END AS since
    FROM stretch`;
  return sinceRows.parse(rows)[0].since;
}

/** How the person who asks stands: what they have read, when a break is due, whom to turn to. Of nobody else. Throws FORBIDDEN. */
export async function getWellbeing(actor: Actor): Promise<Wellbeing> {
  const { userId } = requireUser(actor, "case.claim");
  const setting = await currentSetting("wellbeing");
  const reader = await loadReader(userId, setting);
  const since = await findWorkingSince(userId, setting.breakMinutes);
  const due = since && new Date(since.getTime() + setting.breakAfterMinutes * 60_000);
  const { softLimit, hardLimit, windowHours, breakMinutes, contacts } = setting;
  return {
    used: reader.used,
    softLimit,
    hardLimit,
    windowHours,
    onBreakSince: reader.onBreakSince?.toISOString() ?? null,
    breakMinutes,
    workingSince: since?.toISOString() ?? null,
    breakDueAt: due?.toISOString() ?? null,
    coolDownUntil: reader.coolDownUntil?.toISOString() ?? null,
    contacts,
  };
}
