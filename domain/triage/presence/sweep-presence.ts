import "server-only";
import { db } from "@/lib/db/client";

/** Forgets who looked at a case an hour ago, and who was at the desk days ago: an alert asks how long it is empty. Run by the workers. Returns how many rows went. */
export async function sweepPresence(): Promise<number> {
  const cases = await db().$executeRaw`DELETE FROM presence WHERE seen_at < now() - interval '1 hour'`;
  const desks = await db().$executeRaw`DELETE FROM desk_presence WHERE seen_at < now() - interval '3 days'`;
  return cases + desks;
}
