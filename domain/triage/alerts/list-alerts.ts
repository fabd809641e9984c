import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { alertLine } from "@/domain/outbox/alert-kinds";
import { OUTBOUND_STATES } from "@/domain/outbox/endpoint-dto";
import type { AlertDeliveries } from "@/domain/triage/alerts/alert-deliveries-dto";
import { ALERTS_COUNTED_UP_TO, type Alert, type AlertPage } from "@/domain/triage/alerts/alert-dto";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const MOST_DELIVERIES = 200;

export const alertFilterSchema = z.object({
  state: z.enum(["open", "unanswered"]).optional().meta({ description: "Left out: all there ever were" }),
  cursor: z.uuid().optional().meta({ description: "The `next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type AlertFilter = z.infer<typeof alertFilterSchema>;

const STATES = { open: { resolvedAt: null }, unanswered: { resolvedAt: null, acknowledgedAt: null } } as const;
const include = { acknowledgedBy: { select: { name: true } } } satisfies Prisma.AlertInclude;
type AlertRow = Prisma.AlertGetPayload<{ include: typeof include }>;
type Counts = Map<string, Alert["messages"]>;

const countRows = z.array(z.object({ alertId: z.uuid(), state: z.enum(OUTBOUND_STATES), count: z.number().int() }));

/** What became of the messages about each alert; of one that was told of with others, what became of that message. */
async function countMessages(alertIds: readonly string[]): Promise<Counts> {
  const rows = countRows.parse(
    await db().$queryRaw`
      SELECT d.alert_id AS "alertId", coalesce(l.state, d.state)::text AS state, count(*)::int AS count
      FROM outbound_delivery d LEFT JOIN outbound_delivery l ON l.id = d.folded_into_id
      WHERE d.alert_id = ANY (${[...alertIds]}::uuid[]) GROUP BY 1, 2`,
  );
  const counts: Counts = new Map(alertIds.map((id) => [id, { waiting: 0, delivered: 0, failed: 0 }]));
  for (const { alertId, state, count } of rows) {
    const messages = counts.get(alertId);
    if (messages && state !== "cancelled") messages[state] = count;
  }
  return counts;
}

function toAlert(row: AlertRow, counts: Counts): Alert {
  return {
    id: row.id,
    kind: row.kind,
    says: alertLine(row.kind, row.tier),
    caseId: row.caseId,
    tier: row.tier,
    openedAt: row.openedAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedBy?.name ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    step: row.step,
    nextStepAt: row.nextStepAt?.toISOString() ?? null,
    messages: counts.get(row.id) ?? { waiting: 0, delivered: 0, failed: 0 },
  };
}

async function countUnanswered(): Promise<number> {
  const rows = await db().alert.findMany({
    where: STATES.unanswered,
    select: { id: true },
    take: ALERTS_COUNTED_UP_TO,
  });
  return rows.length;
}

/** Alerts, newest first, page by page, and how many wait for an answer. Throws FORBIDDEN. */
export async function listAlerts(actor: Actor, filter: AlertFilter): Promise<AlertPage> {
  requireRight(actor, "alert.read");
  const { cursor, limit, state } = filter;
  const after = cursor ? await db().alert.findUnique({ where: { id: cursor }, select: { openedAt: true } }) : null;
  const place =
    after && cursor
      ? { OR: [{ openedAt: { lt: after.openedAt } }, { openedAt: after.openedAt, id: { lt: cursor } }] }
      : {};
  const [rows, unanswered] = await Promise.all([
    db().alert.findMany({
      where: { ...(state ? STATES[state] : {}), ...place },
      orderBy: [{ openedAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      include,
    }),
    countUnanswered(),
  ]);
  const shown = rows.slice(0, limit);
  const counts = await countMessages(shown.map(({ id }) => id));
  const next = rows.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return { items: shown.map((row) => toAlert(row, counts)), next, unanswered };
}

/** One alert. Throws FORBIDDEN, NOT_FOUND. */
export async function getAlert(actor: Actor, alertId: string): Promise<Alert> {
  requireRight(actor, "alert.read");
  const row = isId(alertId) ? await db().alert.findUnique({ where: { id: alertId }, include }) : null;
  if (!row) throw new AppError("NOT_FOUND", "There is no alert with this id.");
  return toAlert(row, await countMessages([row.id]));
}

/** Who was told of an alert, with every try, oldest first. Throws FORBIDDEN, NOT_FOUND. */
export async function listAlertDeliveries(actor: Actor, alertId: string): Promise<AlertDeliveries> {
  const { id } = await getAlert(actor, alertId);
  const rows = await db().outboundDelivery.findMany({
    where: { alertId: id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST_DELIVERIES,
    include: { endpoint: { select: { name: true, kind: true } }, tries: { orderBy: { number: "asc" } } },
  });
  const items = rows.map((row) => ({
    id: row.id,
    endpointId: row.endpointId,
    endpointName: row.endpoint.name,
    endpointKind: row.endpoint.kind,
    event: row.event,
    state: row.state,
    toldWithId: row.foldedIntoId,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    nextAttemptAt: row.state === "waiting" ? row.nextAttemptAt.toISOString() : null,
    tries: row.tries.map(({ number, endedAt, status, error, tookMs }) => ({
      number,
      endedAt: endedAt.toISOString(),
      status,
      error,
      tookMs,
    })),
  }));
  return { items };
}
