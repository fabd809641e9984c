import "server-only";
import { z } from "zod";
import type { Db, Tx } from "@/lib/db/client";

/** The time by the database's clock, to the millisecond: the one clock that leases and undo windows count by. */
export async function databaseNow(client: Db | Tx): Promise<Date> {
  const [row] = z.array(z.object({ now: z.date() })).parse(await client.$queryRaw`SELECT now() AS now`);
  if (!row) throw new Error("the database did not say what time it is");
  return row.now;
}
