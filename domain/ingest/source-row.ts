import "server-only";
import { findPlatform } from "@/domain/ingest/platforms/all";
import type { Platform } from "@/domain/ingest/platforms/platform";
import type { Db, Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** The row of a source that is not deleted. Throws NOT_FOUND. */
export async function getSourceRow(client: Db | Tx, id: string) {
  const row = await client.source.findFirst({ where: { id, deletedAt: null }, include: { dataKey: true } });
  if (!row) throw new AppError("NOT_FOUND", "There is no source with this id.");
  return row;
}

/** The row of a source, of a deleted one too: what it had sent is still looked after. Throws NOT_FOUND. */
export async function getSourceRowEvenDeleted(client: Db | Tx, id: string) {
  const row = await client.source.findUnique({ where: { id }, include: { dataKey: true } });
  if (!row) throw new AppError("NOT_FOUND", "There is no source with this id.");
  return row;
}

/** The platform of a source that takes webhooks. Throws INVALID for others. */
export function platformOf(row: { platform: string }): Platform {
  const platform = findPlatform(row.platform);
  if (!platform) throw new AppError("INVALID", "This source takes no webhooks.");
  return platform;
}
