import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { toUploadDto, UPLOAD_ROW } from "@/domain/ingest/uploads/upload-dto";
import type { UploadPage } from "@/domain/ingest/uploads/upload-schema";
import { db } from "@/lib/db/client";

export const uploadFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "The `next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type UploadFilter = z.infer<typeof uploadFilterSchema>;

/** Uploads, newest first. Throws FORBIDDEN. */
export async function listUploads(actor: Actor, { cursor, limit }: UploadFilter): Promise<UploadPage> {
  requireRight(actor, "source.manage");
  const rows = await db().upload.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: UPLOAD_ROW,
    take: limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  const items = rows.slice(0, limit).map(toUploadDto);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
