import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { SavedView, SaveViewInput } from "@/domain/triage/views/saved-view";
import { requireForAll, requireFreeName, requireMayShare, toView } from "@/domain/triage/views/view-rows";
import { db } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

const VIEWS_A_PERSON = 50;

/**
 * Keeps a filter under a name. Throws FORBIDDEN, INVALID (others could not look at what it shares),
 * CONFLICT (the name is taken, or there are too many).
 */
export async function saveView(actor: Actor, { name, filters, shared }: SaveViewInput): Promise<SavedView> {
  const user = requireUser(actor, "case.read");
  requireMayShare(user, shared);
  requireForAll({ shared, filters });
  return db().$transaction(async (tx) => {
    await holdName(tx, `views ${user.userId}`);
    await requireFreeName(tx, user.userId, name);
    if ((await tx.savedView.count({ where: { ownerId: user.userId } })) >= VIEWS_A_PERSON)
      throw new AppError("CONFLICT", `You have ${VIEWS_A_PERSON} views. Delete one first.`);
    const row = await tx.savedView.create({
      data: { id: newId(), ownerId: user.userId, name, filters, shared },
      include: { owner: { select: { name: true } } },
    });
    await appendEvent(tx, { type: "triage.view.saved", actor: user, facts: { viewId: row.id, shared } });
    return toView(user, row);
  });
}
