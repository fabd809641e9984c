import "server-only";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { caseFilterSchema } from "@/domain/triage/case-filter";
import type { SavedView } from "@/domain/triage/views/saved-view";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

type Row = {
  id: string;
  ownerId: string;
  name: string;
  filters: unknown;
  shared: boolean;
  owner: { name: string };
};

/** A stored view as it leaves the API. What an older version stored and no filter is any more is left out of it. */
export function toView(user: UserActor, row: Row): SavedView {
  const read = caseFilterSchema.safeParse(row.filters);
  const { id, name, shared, owner } = row;
  return { id, name, shared, owner: owner.name, own: row.ownerId === user.userId, filters: read.data ?? {} };
}

/** Throws FORBIDDEN where a person may not share: what everybody sees is a lead's to say. */
export function requireMayShare(user: UserActor, shared: boolean | undefined): void {
  if (shared && !hasRight(user, "case.lead")) throw new AppError("FORBIDDEN", "Only leads share views with everybody.");
}

/** Throws INVALID where a view would be shared that only leads can look at. */
export function requireForAll({ shared, filters }: Pick<SavedView, "shared" | "filters">): void {
  if (shared && filters.reason !== undefined)
    throw new AppError("INVALID", "Only leads may ask for cases by their reason: such a view cannot be shared.");
}

/** Throws CONFLICT where the person has a view of this name already. */
export async function requireFreeName(tx: Tx, ownerId: string, name: string, exceptId?: string): Promise<void> {
  const same = await tx.savedView.findUnique({ where: { ownerId_name: { ownerId, name } } });
  if (same && same.id !== exceptId) throw new AppError("CONFLICT", "There is a view of this name already.");
}

/** The row of a view that a person may change: their own, and for a lead every shared one. Throws NOT_FOUND. */
export async function ownRow(tx: Tx, user: UserActor, viewId: string) {
  const row = isId(viewId) ? await tx.savedView.findUnique({ where: { id: viewId }, include: { owner: true } }) : null;
  const may = row !== null && (row.ownerId === user.userId || (row.shared && hasRight(user, "case.lead")));
  if (!may) throw new AppError("NOT_FOUND", "There is no such view of yours.");
  return row;
}
