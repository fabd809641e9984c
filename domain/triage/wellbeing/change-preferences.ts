import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { getPreferences } from "@/domain/triage/wellbeing/get-preferences";
import type { Preferences, PreferencesChange } from "@/domain/triage/wellbeing/preferences";
import { RISK_TYPES } from "@/inference/risk";
import { db, Prisma } from "@/lib/db/client";

/**
 * Changes what this person has chosen for themselves: what is named, and nothing that another window of theirs has set
 * since. Not in the audit log, which others read: nobody has to explain, or be seen to have chosen, what they do not want
 * to read.
 * @returns all of it as it is now
 * @throws FORBIDDEN
 */
export async function changePreferences(actor: Actor, change: PreferencesChange): Promise<Preferences> {
  const { userId } = requireUser(actor, "conversation.read");
  const { optOutTypes = null, optOut = {}, ...value } = change;
  const [out, back] = [true, false].map((left) => RISK_TYPES.filter((type) => optOut[type] === left));
  const changed = (before: Prisma.Sql) => Prisma.sql`ARRAY(
    SELECT DISTINCT type FROM unnest(coalesce(${optOutTypes}::risk_type[], ${before}) || ${out}::risk_type[]) AS type
    WHERE type <> ALL (${back}::risk_type[]))`;
  await db().$executeRaw`
    INSERT INTO reviewer_preference (user_id, opt_out_types, value)
    VALUES (${userId}, ${changed(Prisma.sql`'{}'`)}, ${JSON.stringify(value)}::jsonb)
    ON CONFLICT (user_id) DO UPDATE SET updated_at = now(), value = reviewer_preference.value || excluded.value,
      opt_out_types = ${changed(Prisma.sql`reviewer_preference.opt_out_types`)}`;
  return getPreferences(actor);
}
