import "server-only";
import type { Actor } from "@/domain/access/actor";
import { holdSources, insertSource } from "@/domain/ingest/create-source";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const PASTE = { platform: "paste", name: "Paste" } as const;

/**
 * The source that a conversation from this actor belongs to: a key's own source; for a person the one they name, else
 * the "Paste" source, made on first use.
 * @throws FORBIDDEN when a key names another source, NOT_FOUND when there is no such source
 */
export async function findSourceFor(tx: Tx, actor: Actor, sourceId: string | undefined): Promise<string> {
  if (actor.kind === "ingest_key") {
    if (sourceId !== undefined && sourceId !== actor.sourceId) {
      throw new AppError(
        "FORBIDDEN",
        "This key belongs to another source. Leave sourceId out, or use a key of that source.",
      );
    }
    return actor.sourceId;
  }
  if (sourceId !== undefined) {
    const source = await tx.source.findFirst({ where: { id: sourceId, deletedAt: null } });
    if (!source) throw new AppError("NOT_FOUND", "There is no source with this id.");
    return source.id;
  }
  const paste = await tx.source.findUnique({ where: { platform_name: PASTE } });
  if (paste) return paste.id;
  await holdSources(tx);
  const made = await tx.source.findUnique({ where: { platform_name: PASTE } });
  return made?.id ?? (await insertSource(tx, actor, PASTE)).id;
}
