import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { DEFAULT_PREFERENCES, type Preferences, preferencesSchema } from "@/domain/triage/wellbeing/preferences";
import { db } from "@/lib/db/client";

/** What this person has chosen for themselves. Throws FORBIDDEN. */
export async function getPreferences(actor: Actor): Promise<Preferences> {
  const { userId } = requireUser(actor, "conversation.read");
  const row = await db().reviewerPreference.findUnique({ where: { userId } });
  if (!row) return DEFAULT_PREFERENCES;
  return preferencesSchema.parse({ ...DEFAULT_PREFERENCES, ...(row.value as object), optOutTypes: row.optOutTypes });
}
