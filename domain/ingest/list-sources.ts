import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { db } from "@/lib/db/client";

export const sourceSchema = z
  .object({
    id: z.uuid(),
    platform: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    conversations: z.number().int(),
    lastReceivedAt: z.iso.datetime().nullable(),
    keys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        hint: z.string(),
        createdAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
        revokedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: "Source" });
export type SourceDto = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ items: z.array(sourceSchema) }).meta({ id: "SourceList" });

/** All sources with their keys (never the keys' secrets), oldest first. Throws FORBIDDEN. */
export async function listSources(actor: Actor): Promise<SourceDto[]> {
  requireRight(actor, "source.manage");
  const rows = await db().source.findMany({
    where: { deletedAt: null },
    orderBy: { createdAt: "asc" },
    include: {
      keys: { orderBy: { createdAt: "asc" } },
      _count: { select: { conversations: true } },
      conversations: { orderBy: { receivedAt: "desc" }, take: 1, select: { receivedAt: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    platform: row.platform,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    conversations: row._count.conversations,
    lastReceivedAt: row.conversations[0]?.receivedAt.toISOString() ?? null,
    keys: row.keys.map((key) => ({
      id: key.id,
      name: key.name,
      hint: key.hint,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    })),
  }));
}
