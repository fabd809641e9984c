import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

const WINDOW_MS = 60_000;
const countedSchema = z.tuple([z.object({ count: z.number().int() })]);

/**
 * Counts one attempt at `what` on `whom`, for all web processes together. An address can be forged and changed; the
 * account that somebody tries to enter cannot. Only a keyed hash of `whom` is kept.
 * @returns whether it is still within `max` in the current minute
 */
export async function countAttempt(what: string, whom: string, max: number): Promise<boolean> {
  const key = `${what}|${Buffer.from(keyring().lookupHash("attempt", what, whom)).toString("hex")}`;
  const at = Date.now();
  const over = at - WINDOW_MS;
  const rows = await db().$queryRaw`
    INSERT INTO rate_limit (id, key, count, last_request) VALUES (${newId()}, ${key}, 1, ${at}::bigint)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit.last_request <= ${over}::bigint THEN 1 ELSE rate_limit.count + 1 END,
      last_request = CASE WHEN rate_limit.last_request <= ${over}::bigint THEN ${at}::bigint ELSE rate_limit.last_request END
    RETURNING count`;
  const [{ count }] = countedSchema.parse(rows);
  return count <= max;
}
