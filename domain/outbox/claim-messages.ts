import "server-only";
import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/db/client";

/** A claimed message is tried again by whoever comes after this time, in seconds, if its sender died: longer than any try. */
const LEASE_SECONDS = 60;
/** Within this time, in seconds, an endpoint gets one message of alerts of one kind: the next tells how many there were. */
const FOLD_SECONDS = 20;
const MOST_FOLDED = 5_000;
/** What was seen to so long ago, in seconds, is not told of for the first time: its endpoint was paused until now. */
const STALE_SECONDS = 5 * 60;

export type ClaimedMessage = { id: string; endpointId: string; attempts: number };

const claimedRows = z.array(z.object({ id: z.uuid(), endpointId: z.uuid(), attempts: z.number().int() }));

/**
 * Takes alerts before their first try together: of those for one endpoint that say the same, the oldest is sent and tells
 * how many there are; while such a message has just gone out the others wait for the next one. One process at a time.
 * @returns those that may be sent, or null while another process is at it
 */
async function foldAlerts(tx: Tx): Promise<string[] | null> {
  const [lock] = z
    .array(z.object({ held: z.boolean() }))
    .parse(await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtext('outbox'), hashtext('fold')) AS held`);
  if (lock?.held !== true) return null;
  await tx.$executeRaw`
    UPDATE outbound_delivery d SET next_attempt_at = late.until FROM (
      SELECT w.id, max(s.first_attempt_at) + make_interval(secs => ${FOLD_SECONDS}) AS until
      FROM outbound_delivery w JOIN outbound_delivery s ON s.endpoint_id = w.endpoint_id AND s.fold_key = w.fold_key
        AND s.first_attempt_at > now() - make_interval(secs => ${FOLD_SECONDS})
      WHERE w.state = 'waiting' AND w.alert_id IS NOT NULL AND w.next_attempt_at <= now() AND w.attempts = 0
      GROUP BY w.id) late
    WHERE d.id = late.id AND d.state = 'waiting' AND d.attempts = 0`;
  const leaders = await tx.$queryRaw`
    WITH free AS (
      SELECT d.id, d.endpoint_id, d.fold_key, d.created_at, (d.body #>> '{data,count}')::int AS count
      FROM outbound_delivery d
      WHERE d.state = 'waiting' AND d.alert_id IS NOT NULL AND d.next_attempt_at <= now() AND d.attempts = 0
      ORDER BY d.next_attempt_at LIMIT ${MOST_FOLDED} FOR UPDATE SKIP LOCKED
    ), placed AS (
      SELECT id, first_value(id) OVER w AS leader, row_number() OVER w AS place,
        count(*) OVER g AS rows, sum(count) OVER g AS count
      FROM free WINDOW g AS (PARTITION BY endpoint_id, fold_key), w AS (g ORDER BY created_at, id)
    ), told AS (
      UPDATE outbound_delivery d SET body = jsonb_set(d.body, '{data}', d.body -> 'data' || jsonb_build_object(
        'count', p.count, 'caseId', NULL, 'url', regexp_replace(d.body #>> '{data,url}', '/cases/[^/]*$', '/alerts')))
      FROM placed p WHERE d.id = p.id AND p.place = 1 AND p.rows > 1
    ), folded AS (
      UPDATE outbound_delivery d SET state = 'cancelled', ended_at = now(), folded_into_id = p.leader
      FROM placed p WHERE d.id = p.id AND p.place > 1
    ), moved AS (
      UPDATE outbound_delivery d SET folded_into_id = p.leader FROM placed p WHERE d.folded_into_id = p.id AND p.place > 1
    )
    SELECT id FROM placed WHERE place = 1`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(leaders)
    .map(({ id }) => id);
}

/**
 * Calls off what has been seen to meanwhile: hours later it would mislead. A message about several alerts goes on for as
 * long as one of them stands.
 */
async function dropSettled(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbound_delivery d SET state = 'cancelled', ended_at = now()
    FROM alert a WHERE a.id = d.alert_id AND a.resolved_at IS NOT NULL
      AND d.state = 'waiting' AND d.alert_id IS NOT NULL AND d.next_attempt_at <= now()
      AND (d.attempts > 0 OR a.resolved_at < now() - make_interval(secs => ${STALE_SECONDS}))
      AND NOT EXISTS (SELECT 1 FROM outbound_delivery f JOIN alert b ON b.id = f.alert_id
        WHERE f.folded_into_id = d.id AND b.resolved_at IS NULL)`;
}

/** Which alerts may be sent: those that were folded just now, and further tries. Null while another process folds. */
async function sendableAlerts(tx: Tx): Promise<Prisma.Sql | null> {
  await dropSettled(tx);
  const leaders = await foldAlerts(tx);
  return leaders && Prisma.sql`d.alert_id IS NOT NULL AND (d.attempts > 0 OR d.id = ANY (${leaders}::uuid[]))`;
}

/** Endpoints `e` that messages may go to, in SQL. What waits for a paused one is not looked at. */
const OPEN = Prisma.sql`e.paused_at IS NULL AND e.deleted_at IS NULL`;

/**
 * That nothing has to go before a message `d`, in SQL: the platform hears of a decision before it hears that it was taken
 * back.
 */
const IN_TURN = Prisma.sql`NOT (d.event = 'decision.undone' AND EXISTS (
  SELECT 1 FROM outbound_delivery r WHERE r.endpoint_id = d.endpoint_id AND r.event = 'decision.recorded'
    AND r.decision_id = d.decision_id AND r.state = 'waiting'))`;

function anyDue(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM outbound_endpoint e WHERE ${OPEN} AND EXISTS (
    SELECT 1 FROM outbound_delivery d
    WHERE d.endpoint_id = e.id AND d.state = 'waiting' AND d.next_attempt_at <= now() AND ${which}))`;
}

/** Whether anything may be due: asked twice a second by every worker, and answered off an index for each endpoint. */
export async function hasDue(): Promise<Record<"alert" | "other", boolean>> {
  const [due] = z.array(z.object({ alert: z.boolean(), other: z.boolean() })).parse(
    await db().$queryRaw`
      SELECT ${anyDue(Prisma.sql`d.alert_id IS NOT NULL`)} AS alert, ${anyDue(Prisma.sql`d.alert_id IS NULL`)} AS other`,
  );
  return due ?? { alert: false, other: false };
}

/**
 * Takes messages that are due, alerts or all others, for this process to send, and counts the try. Several processes never
 * take the same one.
 * @param most how many at the most
 * @param busy endpoints to leave alone for now
 */
export async function claimMessages(
  kind: "alert" | "other",
  most: number,
  busy: readonly string[],
): Promise<ClaimedMessage[]> {
  return db().$transaction(async (tx) => {
    const which = kind === "alert" ? await sendableAlerts(tx) : Prisma.sql`d.alert_id IS NULL`;
    if (which === null) return [];
    return claimedRows.parse(
      await tx.$queryRaw`
        UPDATE outbound_delivery SET attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, now()),
          next_attempt_at = now() + make_interval(secs => ${LEASE_SECONDS})
        WHERE id IN (
          SELECT m.id FROM outbound_endpoint e CROSS JOIN LATERAL (
            SELECT d.id, d.next_attempt_at FROM outbound_delivery d
            WHERE d.endpoint_id = e.id AND d.state = 'waiting' AND d.next_attempt_at <= now() AND ${which} AND ${IN_TURN}
            ORDER BY d.next_attempt_at LIMIT ${most} FOR UPDATE OF d SKIP LOCKED) m
          WHERE ${OPEN} AND e.id <> ALL (${[...busy]}::uuid[])
          ORDER BY m.next_attempt_at LIMIT ${most})
        RETURNING id, endpoint_id AS "endpointId", attempts`,
    );
  });
}
