import "server-only";
import { type Actor, requireRight, rolesWith } from "@/domain/access/actor";
import { db } from "@/lib/db/client";

/** How many people may decide cases now. Throws FORBIDDEN. */
export async function countReviewers(actor: Actor): Promise<number> {
  requireRight(actor, "settings.read");
  return db().user.count({ where: { disabledAt: null, roles: { hasSome: [...rolesWith("case.decide")] } } });
}
