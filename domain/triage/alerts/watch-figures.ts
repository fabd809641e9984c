import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";

/**
 * Whether the last comparison of the figures with the records found a difference. It has mended it by then; that there was
 * one means that something wrote past the desk, or a fault of ours, and somebody has to look.
 */
export async function didFiguresDiffer(tx: Tx): Promise<boolean> {
  const [row] = z
    .array(z.object({ differed: z.boolean() }))
    .parse(
      await tx.$queryRaw`SELECT facts + rollups > 0 AS differed FROM measure_check ORDER BY checked_at DESC LIMIT 1`,
    );
  return row?.differed === true;
}
