import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import type { Preferences } from "@/domain/triage/wellbeing/preferences";
import { db } from "@/lib/db/client";

/**
 * Sets what this person has chosen for themselves, all of it at once. Not in the audit log, which others read: nobody has
 * to explain, or be seen to have chosen, what they do not want to read.
 * @throws FORBIDDEN
 */
export async function changePreferences(actor: Actor, preferences: Preferences): Promise<Preferences> {
  const { userId } = requireUser(actor, "conversation.read");
  const { optOutTypes, ...value } = preferences;
  const chosen = { optOutTypes, value };
  await db().reviewerPreference.upsert({ where: { userId }, create: { userId, ...chosen }, update: chosen });
  return preferences;
}
