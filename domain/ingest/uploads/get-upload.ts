import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { getUploadRow, toUploadDetail } from "@/domain/ingest/uploads/upload-dto";
import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";
import { db } from "@/lib/db/client";

/** One upload with its preview. Throws FORBIDDEN, NOT_FOUND. */
export async function getUpload(actor: Actor, uploadId: string): Promise<UploadDetail> {
  requireRight(actor, "source.manage");
  return toUploadDetail(await getUploadRow(db(), uploadId));
}
