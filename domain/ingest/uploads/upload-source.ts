import "server-only";
import type { Actor } from "@/domain/access/actor";
import { holdSources, insertSource } from "@/domain/ingest/create-source";
import { getSourceRow } from "@/domain/ingest/source-row";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { type OpenKey, openDataKey } from "@/lib/keys/data-keys";

const UPLOADS = { platform: "upload", name: "Uploads", urgency: "bulk" } as const;

/**
 * The source that an upload goes to: the one named, so that an export joins what its webhook brought, else "Uploads",
 * made on first use.
 * @throws NOT_FOUND, CONFLICT when its key was erased
 */
export async function findUploadSource(actor: Actor, sourceId: string | undefined): Promise<UploadSource> {
  const id = sourceId ?? (await findOrMakeUploads(actor));
  const row = await getSourceRow(db(), id);
  const key = openDataKey(row.dataKey);
  if (!key) throw new AppError("CONFLICT", "The key of this source was erased. Choose another one.");
  return { id, platform: row.platform, key };
}
export type UploadSource = { id: string; platform: string; key: OpenKey };

function findOrMakeUploads(actor: Actor): Promise<string> {
  return db().$transaction(async (tx) => {
    const { urgency: _, ...name } = UPLOADS;
    const found = await tx.source.findUnique({ where: { platform_name: name } });
    if (found) return found.id;
    await holdSources(tx);
    const made = await tx.source.findUnique({ where: { platform_name: name } });
    return made?.id ?? (await insertSource(tx, actor, UPLOADS)).id;
  });
}

/** Under which id a conversation of a file is stored: among others of its kind, or as its platform's webhook names it. */
export function conversationKey(source: { platform: string }, format: string, id: string): string {
  return source.platform === UPLOADS.platform ? `${format}:${id}` : id;
}
