import "server-only";
import type { Db, Tx } from "@/lib/db/client";

/** Whoever works on an upload is replaced this long after they last said that they are there, in seconds. */
export const LEASE_SECONDS = 15;
const RENEW_MS = 3_000;

/** Lets the lease last anew from this moment, by the database's clock. False when another holds the upload, or it ended. */
export async function extendLease(client: Db | Tx, id: string, leaseToken: string): Promise<boolean> {
  const held = await client.$executeRaw`
    UPDATE upload SET lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid AND state IN ('scanning', 'running')`;
  return held > 0;
}

/**
 * Renews again and again, never twice at once: a part that is being stored holds the upload's row, and renewals that all
 * waited for it would take every connection.
 * @param renew must not fail
 * @returns ends it
 */
export function keepRenewing(renew: () => Promise<void>, everyMs = RENEW_MS): () => void {
  let isRenewing = false;
  const timer = setInterval(async () => {
    if (isRenewing) return;
    isRenewing = true;
    await renew();
    isRenewing = false;
  }, everyMs);
  return () => clearInterval(timer);
}
