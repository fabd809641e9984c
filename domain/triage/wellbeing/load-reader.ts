import "server-only";
import { z } from "zod";
import type { SettingValue } from "@/domain/settings/definitions";
import { readWithin } from "@/domain/triage/presence/people-there";
import type { ReaderState } from "@/domain/triage/wellbeing/next-choice";
import { db, Prisma } from "@/lib/db/client";

/** Streaks and working hours begin anew after so many hours: nobody works through the night twice. */
const SHIFT_HOURS = 14;

const rowsSchema = z.tuple([
  z.object({
    opt_out: z.array(z.string()).nullable(),
    on_break_since: z.date().nullable(),
    used: z.number(),
    heavy_in_row: z.number().int(),
    cool_down_until: z.date().nullable(),
  }),
]);

/** How a person stands: what "next" asks before it gives a case. */
export type Reader = ReaderState & {
  optOutTypes: readonly string[];
  onBreakSince: Date | null;
  coolDownUntil: Date | null;
};

/** When what counts towards a person's present stretch of work began at the earliest. */
export function sinceLastBreak(userId: string): Prisma.Sql {
  return Prisma.sql`greatest(now() - make_interval(hours => ${SHIFT_HOURS}::int),
    (SELECT max(ended_at) FROM reviewer_break WHERE user_id = ${userId}))`;
}

/** Until when somebody who has decided a case of tier 0 is spared another, in SQL; null: is not. @param userId in SQL too */
export function coolDownUntil(
  userId: Prisma.Sql,
  { coolDownSeconds }: Pick<SettingValue<"wellbeing">, "coolDownSeconds">,
): Prisma.Sql {
  return Prisma.sql`(SELECT max(d.decided_at) + make_interval(secs => ${coolDownSeconds})
    FROM decision d JOIN "case" c ON c.id = d.case_id
    WHERE d.reviewer_id = ${userId} AND c.tier = 0 AND d.decided_at > now() - make_interval(secs => ${coolDownSeconds}))`;
}

/** Reads how a person stands, in one statement. */
export async function loadReader(userId: string, setting: SettingValue<"wellbeing">): Promise<Reader> {
  const { hardLimit, lighterAfterHeavy } = setting;
  const rows = await db().$queryRaw`
    SELECT
      (SELECT opt_out_types::text[] FROM reviewer_preference WHERE user_id = ${userId}) AS opt_out,
      (SELECT started_at FROM reviewer_break WHERE user_id = ${userId} AND ended_at IS NULL) AS on_break_since,
      ${readWithin(Prisma.sql`${userId}`, setting)} AS used,
      (SELECT count(*)::int FROM (
        SELECT bool_or(tier > 1) OVER (ORDER BY exposed_at DESC, id DESC) AS broken FROM (
          SELECT tier, exposed_at, id FROM exposure
          WHERE user_id = ${userId} AND exposed_at > ${sinceLastBreak(userId)}
          ORDER BY exposed_at DESC, id DESC LIMIT ${Math.max(1, lighterAfterHeavy)}) AS newest) AS marked
        WHERE NOT broken) AS heavy_in_row,
      ${coolDownUntil(Prisma.sql`${userId}`, setting)} AS cool_down_until`;
  const [row] = rowsSchema.parse(rows);
  return {
    optOutTypes: row.opt_out ?? [],
    onBreakSince: row.on_break_since,
    onBreak: row.on_break_since !== null,
    used: row.used,
    hardLimit,
    heavyInRow: row.heavy_in_row,
    lighterAfterHeavy,
    coolDownUntil: row.cool_down_until,
    coolingDown: row.cool_down_until !== null,
  };
}
