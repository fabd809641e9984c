import "server-only";
import { type Actor, hasRight } from "@/domain/access/actor";
import { Prisma } from "@/lib/db/client";

/**
 * Whether a fact `f` is kept from this person, in SQL: of a conversation that was read clear and that nobody has decided,
 * it says whether it was drawn to be read, and from where. Whoever may still be given it to read would know what they are
 * to find before they have read a word; those that were not drawn are kept too, since what is left would be the others.
 * Whoever decides nothing, and the command line, see all.
 */
export function isKeptBlind(actor: Actor): Prisma.Sql {
  const mayDecide = actor.kind === "user" && hasRight(actor, "case.decide");
  return mayDecide ? Prisma.sql`(f.outcome = 'none' AND f.answer NOT IN ('risk', 'none'))` : Prisma.sql`false`;
}
