import "server-only";
import { type Actor, hasRight, requireUser } from "@/domain/access/actor";
import type { SavedView } from "@/domain/triage/views/saved-view";
import { toView } from "@/domain/triage/views/view-rows";
import { db } from "@/lib/db/client";

/** More than these nobody looks through; each person may keep at most `VIEWS_A_PERSON`. */
const LISTED_AT_MOST = 200;

/** The views a person can switch to: their own first, then the shared ones, oldest first. Throws FORBIDDEN. */
export async function listViews(actor: Actor): Promise<{ items: SavedView[] }> {
  const user = requireUser(actor, "case.read");
  const rows = await db().savedView.findMany({
    where: { OR: [{ ownerId: user.userId }, { shared: true }] },
    include: { owner: { select: { name: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: LISTED_AT_MOST,
  });
  // A view by reason that was shared in an earlier version answers whoever is no lead with a refusal.
  const isFor = ({ own, filters }: SavedView) => own || filters.reason === undefined || hasRight(user, "case.lead");
  const views = rows.map((row) => toView(user, row)).filter(isFor);
  return { items: [...views.filter(({ own }) => own), ...views.filter(({ own }) => !own)] };
}
