import "server-only";
import type { Tx } from "@/lib/db/client";

/**
 * Intake and erasure take turns: any number of intakes run beside each other, and an erasure runs alone. Without it a
 * message that arrives in the moment of an erasure would be sealed under a key that is gone, unread and for ever.
 * Taken first in a transaction, before any name or row.
 */
export async function holdAgainstErasure(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('erasure'), 0)`;
}

/** Waits for the intakes that are under way, and holds off further ones until the transaction ends. */
export async function holdForErasure(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('erasure'), 0)`;
}
