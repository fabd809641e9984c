import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { ChangeViewInput, SavedView } from "@/domain/triage/views/saved-view";
import { ownRow, requireForAll, requireFreeName, requireMayShare, toView } from "@/domain/triage/views/view-rows";
import { db } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";

/**
 * Renames, refilters, shares or unshares a view. Throws FORBIDDEN, NOT_FOUND, INVALID (others could not look at what it
 * shares), CONFLICT (the name is taken).
 */
export async function changeView(actor: Actor, viewId: string, change: ChangeViewInput): Promise<SavedView> {
  const user = requireUser(actor, "case.read");
  requireMayShare(user, change.shared);
  return db().$transaction(async (tx) => {
    const before = await ownRow(tx, user, viewId);
    const { ownerId } = before;
    await holdName(tx, `views ${ownerId}`);
    if (change.name !== undefined) await requireFreeName(tx, ownerId, change.name, viewId);
    const { shared, filters } = toView(user, before);
    requireForAll({ shared: change.shared ?? shared, filters: change.filters ?? filters });
    const row = await tx.savedView.update({
      where: { id: viewId },
      data: change,
      include: { owner: { select: { name: true } } },
    });
    await appendEvent(tx, { type: "triage.view.saved", actor: user, facts: { viewId, shared: row.shared } });
    return toView(user, row);
  });
}
