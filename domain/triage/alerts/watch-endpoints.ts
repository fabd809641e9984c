import "server-only";
import { z } from "zod";
import { FAILS } from "@/domain/outbox/failing-endpoints";
import { type NewAlert, openAlerts } from "@/domain/triage/alerts/open-alert";
import { Prisma, type Tx } from "@/lib/db/client";

/** Opens an alert for each endpoint that fails and has none. @returns how many */
export async function openFailing(tx: Tx): Promise<number> {
  const rows = z.array(z.object({ id: z.uuid() })).parse(
    await tx.$queryRaw`
      SELECT e.id FROM outbound_endpoint e WHERE e.deleted_at IS NULL AND ${FAILS} AND NOT EXISTS (
        SELECT 1 FROM alert a WHERE a.key = 'endpoint_failing ' || e.id AND a.resolved_at IS NULL)`,
  );
  const alerts = rows.map(({ id }): NewAlert => ({ kind: "endpoint_failing", key: `endpoint_failing ${id}` }));
  return (await openAlerts(tx, alerts)).length;
}

/** Which open alerts about endpoints have lost their cause. */
export const settledEndpoints = Prisma.sql`(a.kind = 'endpoint_failing' AND NOT EXISTS (
  SELECT 1 FROM outbound_endpoint e WHERE 'endpoint_failing ' || e.id = a.key AND e.deleted_at IS NULL AND ${FAILS}))`;
