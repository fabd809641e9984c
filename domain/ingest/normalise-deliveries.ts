import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { findPlatform } from "@/domain/ingest/platforms/all";
import { NotUnderstood, type Understood } from "@/domain/ingest/platforms/platform";
import { deliveryPlace } from "@/domain/ingest/source-places";
import { storeThreads } from "@/domain/ingest/store-threads";
import { threadsOfEvents, withTimes } from "@/domain/ingest/threads-of-events";
import { openBytes } from "@/lib/crypto/seal";
import { db, type Tx } from "@/lib/db/client";
import { isDatabaseAway, isTransactionTooLong } from "@/lib/http/database-away";
import { loggableError } from "@/lib/http/loggable-error";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";
import { log } from "@/lib/log/log";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Deliveries taken at once, as long as their bodies together stay below `BATCH_BYTES`. */
const BATCH = 200;
const BATCH_BYTES = 16 * 1024 * 1024;
/** After this many failures of ours a delivery is left for an admin. */
const MAX_ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;

type Delivery = Awaited<ReturnType<typeof take>>[number];
/** What came of reading one delivery. */
type Handled = { delivery: Delivery; understood: Understood } | { delivery: Delivery; problem: string };

/**
 * Turns waiting deliveries into messages: a batch in one transaction, so that a worker that dies leaves them waiting. A
 * batch that fails, or takes too long, is done again one by one, so that one delivery cannot hold up the others.
 * @param timeoutMs how long a batch, and then each delivery, may take
 * @returns how many were taken; 0 when none waits
 */
export async function normaliseDeliveries({ timeoutMs = TIMEOUT_MS } = {}): Promise<number> {
  await putAsidePaused();
  try {
    return await db().$transaction((tx) => normaliseBatch(tx, BATCH), { timeout: timeoutMs });
  } catch (error) {
    if (isAway(error)) throw error;
    log.warn({ error: loggableError(error) }, "a batch of deliveries failed; trying one by one");
    return normaliseOneByOne(timeoutMs);
  }
}

/** Work that is too much for its time would be so for ever: that is the delivery's failure, not the database's. */
function isAway(error: unknown): boolean {
  return isDatabaseAway(error) && !isTransactionTooLong(error);
}

/**
 * Deliveries of paused sources wait. The sources are held meanwhile: one that goes on in this moment would otherwise
 * release what is held before this holds more of it, which then nobody released.
 */
async function putAsidePaused(): Promise<void> {
  await db().$executeRaw`
    WITH paused AS (
      SELECT id FROM source WHERE paused_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.source_id = source.id AND d.state = 'received')
      FOR SHARE)
    UPDATE webhook_delivery SET state = 'held' FROM paused WHERE state = 'received' AND source_id = paused.id`;
}

async function normaliseOneByOne(timeoutMs: number): Promise<number> {
  const waiting = await db().webhookDelivery.findMany({
    where: { state: "received" },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    take: BATCH,
    select: { id: true },
  });
  for (const { id } of waiting) {
    try {
      await db().$transaction((tx) => normaliseBatch(tx, 1, id), { timeout: timeoutMs });
    } catch (error) {
      if (isAway(error)) throw error;
      log.error({ delivery: id, error: loggableError(error) }, "a delivery could not be turned into messages");
      await db().$executeRaw`
        UPDATE webhook_delivery SET attempts = attempts + 1,
          state = CASE WHEN attempts + 1 >= ${MAX_ATTEMPTS} THEN 'needs_attention'::delivery_state ELSE state END,
          handled_at = CASE WHEN attempts + 1 >= ${MAX_ATTEMPTS} THEN now() END,
          reason = 'Vigil failed to store its messages; the log of the worker says why. Replay it once that is mended.'
        WHERE id = ${id}::uuid AND state = 'received'`;
    }
  }
  return waiting.length;
}

async function normaliseBatch(tx: Tx, limit: number, only?: string): Promise<number> {
  const deliveries = await take(tx, limit, only);
  const bySource = Map.groupBy(deliveries, (delivery) => delivery.sourceId);
  // In one order of sources for everybody: see hold-threads.ts.
  for (const sourceId of [...bySource.keys()].sort()) {
    const handled = (bySource.get(sourceId) ?? []).map(understand);
    const oldest = handled[0]?.delivery.receivedAt;
    const events = handled.flatMap((each) =>
      "understood" in each ? withTimes(each.understood.events, each.delivery.receivedAt) : [],
    );
    if (events.length > 0) {
      await storeThreads(tx, WORKER, sourceId, threadsOfEvents(events), oldest ? { arrivedAt: oldest } : {});
    }
    await writeDown(tx, handled);
  }
  return deliveries.length;
}

/** Takes the oldest waiting deliveries; what another worker has is passed over. */
async function take(tx: Tx, limit: number, only?: string) {
  const rows = await tx.$queryRaw<{ id: string; bytes: number }[]>`
    SELECT id, octet_length(body_sealed) AS bytes FROM webhook_delivery
    WHERE state = 'received' AND (${only ?? null}::uuid IS NULL OR id = ${only ?? null}::uuid)
    ORDER BY received_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  const ids: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += row.bytes;
    if (ids.length > 0 && bytes > BATCH_BYTES) break;
    ids.push(row.id);
  }
  return tx.webhookDelivery.findMany({
    where: { id: { in: ids } },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    include: { source: { include: { dataKey: true } } },
  });
}

function understand(delivery: Delivery): Handled {
  const { id, source, bodySealed, contentType, receivedAt } = delivery;
  const platform = findPlatform(source.platform);
  if (!platform) return { delivery, problem: "No platform of this name is known to this version of Vigil." };
  try {
    const key = openDataKeyOrNull(source.dataKey);
    if (!key) return { delivery, problem: "The key of this source is gone or damaged: the delivery cannot be opened." };
    if (bodySealed === null) throw new Error("a delivery that waits has no bytes");
    const body = openBytes(key.key, bodySealed, deliveryPlace(id));
    return { delivery, understood: platform.understand({ body, contentType, receivedAt }) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { delivery, problem: error.reason };
    log.error({ delivery: id, error: loggableError(error) }, "a delivery could not be read");
    return { delivery, problem: "Vigil failed while reading it; the log of the worker says why." };
  }
}

async function writeDown(tx: Tx, handled: readonly Handled[]): Promise<void> {
  const rows = handled.map((each) => {
    const { id } = each.delivery;
    if ("problem" in each) return { id, state: "needs_attention", topic: null, messages: 0, reason: each.problem };
    const { topic, events, ignored, warning } = each.understood;
    const state = events.length > 0 ? "normalised" : "ignored";
    return { id, state, topic: topic.slice(0, 100), messages: events.length, reason: warning ?? ignored ?? null };
  });
  await tx.$executeRaw`
    UPDATE webhook_delivery SET state = made.state::delivery_state, topic = made.topic, messages = made.messages,
      reason = made.reason, handled_at = now()
    FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.topic)}::text[], ${rows.map((row) => row.messages)}::int[],
      ${rows.map((row) => row.reason)}::text[]) AS made (id, state, topic, messages, reason)
    WHERE webhook_delivery.id = made.id`;
}
