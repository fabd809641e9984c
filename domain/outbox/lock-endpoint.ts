import "server-only";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

/** The row of an endpoint with its key, held until the transaction ends. Throws NOT_FOUND, for a deleted one too. */
export async function lockEndpoint(tx: Tx, endpointId: string) {
  if (isId(endpointId)) {
    await tx.$queryRaw`SELECT id FROM outbound_endpoint WHERE id = ${endpointId}::uuid FOR UPDATE`;
    const row = await tx.outboundEndpoint.findUnique({ where: { id: endpointId }, include: { dataKey: true } });
    if (row !== null && row.deletedAt === null) return row;
  }
  throw new AppError("NOT_FOUND", "There is no endpoint with this id.");
}
