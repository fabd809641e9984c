import "server-only";
import { Prisma } from "@/lib/db/client";

/** With so many tries in vain something is wrong, though hours of further tries are left. */
const TRIES_IN_VAIN = 3;

/**
 * Whether an endpoint `e` fails, in SQL: the last message that came to an end was given up, or one that was tried three
 * times in vain began after the last that arrived. Tries that were called off count: what they were about was seen to,
 * which does not make the receiver well. What is delivered later does.
 */
export const FAILS = Prisma.sql`(
  coalesce((SELECT d.state = 'failed' FROM outbound_delivery d
    WHERE d.endpoint_id = e.id AND d.state IN ('delivered', 'failed') ORDER BY d.ended_at DESC LIMIT 1), false)
  OR EXISTS (SELECT 1 FROM outbound_delivery d
    WHERE d.endpoint_id = e.id AND d.attempts >= ${Prisma.raw(String(TRIES_IN_VAIN))}
      AND d.last_error IS NOT NULL AND d.state <> 'delivered'
      AND d.first_attempt_at > coalesce((SELECT max(k.ended_at) FROM outbound_delivery k
        WHERE k.endpoint_id = e.id AND k.state = 'delivered'), '-infinity')))`;
