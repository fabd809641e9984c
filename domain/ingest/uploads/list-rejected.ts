import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { getUploadRow } from "@/domain/ingest/uploads/upload-dto";
import { db } from "@/lib/db/client";

const PAGE = 1_000;

const rejectedSchema = z.object({ line: z.number().int(), reason: z.string() }).meta({ id: "RejectedRecord" });
export type Rejected = z.infer<typeof rejectedSchema>;

export const rejectedListSchema = z.object({ items: z.array(rejectedSchema) }).meta({ id: "RejectedRecords" });
export const rejectedFilterSchema = z.object({ format: z.enum(["json", "csv"]).default("json") });

/**
 * All records of an upload that could not be used, in their order, a page of the database at a time: there may be
 * millions.
 * @throws FORBIDDEN, NOT_FOUND, before the first page
 */
export async function listRejected(actor: Actor, uploadId: string): Promise<AsyncGenerator<Rejected[]>> {
  requireRight(actor, "source.manage");
  await getUploadRow(db(), uploadId);
  return pages(uploadId);
}

async function* pages(uploadId: string): AsyncGenerator<Rejected[]> {
  for (let after = -1n; ; ) {
    const rows = await db().uploadRejection.findMany({
      where: { uploadId, position: { gt: after } },
      orderBy: { position: "asc" },
      take: PAGE,
    });
    if (rows.length > 0) yield rows.map(({ line, reason }) => ({ line: Number(line), reason }));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.position;
  }
}
