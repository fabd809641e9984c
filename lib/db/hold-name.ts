import "server-only";
import type { Tx } from "@/lib/db/client";

/** Holds a name for the rest of the transaction; whoever else wants it waits. For what has no row to lock yet. */
export async function holdName(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
