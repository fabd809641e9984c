import "server-only";
import type { SettingValue } from "@/domain/settings/definitions";
import { Prisma } from "@/lib/db/client";

/** What a person has read within the window, by the weights of the tiers, in SQL. @param userId in SQL too */
export function readWithin(
  userId: Prisma.Sql,
  { windowHours }: Pick<SettingValue<"wellbeing">, "windowHours">,
): Prisma.Sql {
  return Prisma.sql`(SELECT coalesce(sum(weight), 0)::float8 FROM exposure
    WHERE user_id = ${userId} AND exposed_at > now() - make_interval(hours => ${windowHours}::int))`;
}

/**
 * People who have the desk before them and are given cases, in SQL: not on a break, and not past what one person reads.
 * @param seconds for how long somebody who was seen counts as there
 */
export function peopleThere(seconds: number, setting: SettingValue<"wellbeing">): Prisma.Sql {
  return Prisma.sql`
    SELECT p.user_id, u.roles && '{lead,admin}'::role[] AS leads, coalesce(r.opt_out_types, '{}') AS without
    FROM desk_presence p
    JOIN "user" u ON u.id = p.user_id AND u.disabled_at IS NULL AND u.roles && '{reviewer,lead,admin}'::role[]
    LEFT JOIN reviewer_preference r ON r.user_id = p.user_id
    WHERE p.seen_at > now() - make_interval(secs => ${seconds})
      AND NOT EXISTS (SELECT 1 FROM reviewer_break b WHERE b.user_id = p.user_id AND b.ended_at IS NULL)
      AND ${readWithin(Prisma.sql`p.user_id`, setting)} < ${setting.hardLimit}`;
}

/**
 * Whether "next" gives a case `c` to a person `t` of those there, in SQL: not the leads' business or theirs to settle unless
 * they lead, not of a type they opted out of, and not one they have just passed on.
 */
export const GIVEN_TO_THEM = Prisma.sql`(t.leads OR (c.state = 'open' AND c.reason <> 'adjudication'))
  AND NOT EXISTS (SELECT 1 FROM risk k WHERE k.classification_id = c.classification_id AND k.type = ANY (t.without))
  AND NOT EXISTS (SELECT 1 FROM case_pass s WHERE s.case_id = c.id AND s.reviewer_id = t.user_id AND s.until > now())`;
