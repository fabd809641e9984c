import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";

/**
 * Whether the audit log has proved nothing new for an hour: a place that its checkpoints go to has failed for that long, or
 * entries have waited for their seal and none was given. A first start with many old entries is neither.
 */
export async function isLogStuck(tx: Tx): Promise<boolean> {
  const [row] = z.array(z.object({ stuck: z.boolean() })).parse(
    await tx.$queryRaw`
      SELECT EXISTS (SELECT FROM audit_publication WHERE failing_since < now() - interval '1 hour')
        OR coalesce((SELECT created_at FROM audit_checkpoint ORDER BY tree_size DESC LIMIT 1) < now() - interval '1 hour'
          AND (SELECT e.at FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id ORDER BY u.seq LIMIT 1)
            < now() - interval '1 hour', false) AS stuck`,
  );
  return row?.stuck === true;
}
