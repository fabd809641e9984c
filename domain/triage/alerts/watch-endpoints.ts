import "server-only";
import { z } from "zod";
import { type NewAlert, openAlerts } from "@/domain/triage/alerts/open-alert";
import { Prisma, type Tx } from "@/lib/db/client";

/** An endpoint fails when the last message that came to an end was given up. What was delivered since makes it well. */
const FAILS = Prisma.sql`e.deleted_at IS NULL AND (
  SELECT d.state FROM outbound_delivery d WHERE d.endpoint_id = e.id AND d.state IN ('delivered', 'failed')
  ORDER BY d.ended_at DESC LIMIT 1) = 'failed'`;

/** Opens an alert for each endpoint that fails and has none. @returns how many */
export async function openFailing(tx: Tx): Promise<number> {
  const rows = z.array(z.object({ id: z.uuid() })).parse(
    await tx.$queryRaw`
      SELECT e.id FROM outbound_endpoint e WHERE ${FAILS} AND NOT EXISTS (
        SELECT 1 FROM alert a WHERE a.key = 'endpoint_failing ' || e.id AND a.resolved_at IS NULL)`,
  );
  const alerts = rows.map(({ id }): NewAlert => ({ kind: "endpoint_failing", key: `endpoint_failing ${id}` }));
  return (await openAlerts(tx, alerts)).length;
}

/** Which open alerts about endpoints have lost their cause. */
export const settledEndpoints = Prisma.sql`(a.kind = 'endpoint_failing' AND NOT EXISTS (
  SELECT 1 FROM outbound_endpoint e WHERE 'endpoint_failing ' || e.id = a.key AND ${FAILS}))`;
