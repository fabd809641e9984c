import "server-only";
import { type Actor, hasRight } from "@/domain/access/actor";
import { readBlindIds } from "@/domain/triage/hidden-answers";
import { Prisma } from "@/lib/db/client";

/**
 * Whether a fact `f` is kept from this person, in SQL, never null. Of a conversation that was read clear and that nobody
 * has decided, it says whether it was drawn to be read, and from where: whoever may still be given it to read would know
 * what they are to find before they have read a word; those that were not drawn are kept too, since what is left would be
 * the others. Of one that waits for a second look or as a reference case, it says what they are to answer. Whoever decides
 * nothing, and the command line, see all.
 * @param listed what is read clear and undecided, and not kept all the same
 */
export async function isKeptBlind(actor: Actor, listed = Prisma.sql`false`): Promise<Prisma.Sql> {
  if (actor.kind !== "user" || !hasRight(actor, "case.decide")) return Prisma.sql`false`;
  return Prisma.sql`(coalesce(f.outcome = 'none' AND f.answer NOT IN ('risk', 'none'), true) AND NOT ${listed}
    OR f.conversation_id IN (${await readBlindIds(actor)}))`;
}
