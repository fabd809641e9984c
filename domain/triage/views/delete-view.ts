import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { ownRow } from "@/domain/triage/views/view-rows";
import { db } from "@/lib/db/client";

/** Deletes a view: the cases it shows are not touched. Throws FORBIDDEN, NOT_FOUND. */
export async function deleteView(actor: Actor, viewId: string): Promise<void> {
  const user = requireUser(actor, "case.read");
  await db().$transaction(async (tx) => {
    const { shared } = await ownRow(tx, user, viewId);
    await tx.savedView.delete({ where: { id: viewId } });
    await appendEvent(tx, { type: "triage.view.deleted", actor: user, facts: { viewId, shared } });
  });
}
