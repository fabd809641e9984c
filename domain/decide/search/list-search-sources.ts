import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { db } from "@/lib/db/client";

/** The sources that a search can be narrowed down to, by name; those that were deleted too, whose conversations stay. @throws FORBIDDEN */
export async function listSearchSources(actor: Actor): Promise<{ id: string; name: string }[]> {
  requireRight(actor, "conversation.find");
  return db().source.findMany({ select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }] });
}
