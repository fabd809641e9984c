import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { ALERT_KINDS } from "@/domain/outbox/alert-kinds";
import { ENDPOINT_KINDS, type Endpoint } from "@/domain/outbox/endpoint-dto";
import { FAILS } from "@/domain/outbox/failing-endpoints";
import { db, Prisma } from "@/lib/db/client";

export const endpointFilterSchema = z.object({
  sourceId: z
    .uuid()
    .optional()
    .meta({ description: "Those that the decisions of this source go to; left out: of alerts" }),
});

const time = z.date().nullable();
const rowSchema = z.object({
  id: z.uuid(),
  kind: z.enum(ENDPOINT_KINDS),
  name: z.string(),
  sourceId: z.uuid().nullable(),
  events: z.array(z.enum(ALERT_KINDS)),
  hint: z.string(),
  createdAt: z.date(),
  pausedAt: time,
  previousSecretUntil: time,
  waiting: z.number().int(),
  oldestWaitingAt: time,
  lastDeliveredAt: time,
  isFailing: z.boolean(),
  lastError: z.string().nullable(),
});
const said = (at: Date | null) => at?.toISOString() ?? null;

/**
 * The endpoints of alerts, or those that the decisions of a source go to, with how they are doing.
 * @throws FORBIDDEN
 */
export async function listEndpoints(actor: Actor, sourceId: string | null): Promise<Endpoint[]> {
  requireRight(actor, "settings.read");
  const purpose = sourceId === null ? Prisma.sql`e.source_id IS NULL` : Prisma.sql`e.source_id = ${sourceId}::uuid`;
  const rows = z.array(rowSchema).parse(
    await db().$queryRaw`
      SELECT e.id, e.kind::text, e.name, e.source_id AS "sourceId", e.events, e.hint, e.created_at AS "createdAt",
        e.paused_at AS "pausedAt", waiting.count AS waiting, waiting.oldest AS "oldestWaitingAt",
        CASE WHEN e.previous_secret_until > now() THEN e.previous_secret_until END AS "previousSecretUntil",
        (SELECT max(d.ended_at) FROM outbound_delivery d
          WHERE d.endpoint_id = e.id AND d.state = 'delivered') AS "lastDeliveredAt",
        ${FAILS} AS "isFailing",
        (SELECT a.error FROM outbound_delivery d JOIN outbound_attempt a ON a.delivery_id = d.id
          WHERE d.endpoint_id = e.id AND d.first_attempt_at IS NOT NULL
          ORDER BY d.created_at DESC, a.number DESC LIMIT 1) AS "lastError"
      FROM outbound_endpoint e CROSS JOIN LATERAL (
        SELECT count(*)::int AS count, min(d.created_at) AS oldest FROM outbound_delivery d
        WHERE d.endpoint_id = e.id AND d.state = 'waiting') waiting
      WHERE e.deleted_at IS NULL AND ${purpose} ORDER BY e.created_at, e.id`,
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    pausedAt: said(row.pausedAt),
    previousSecretUntil: said(row.previousSecretUntil),
    oldestWaitingAt: said(row.oldestWaitingAt),
    lastDeliveredAt: said(row.lastDeliveredAt),
  }));
}
