import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** For how many days a repeated request with an Idempotency-Key gets the first answer again. */
const IDEMPOTENCY_DAYS = 7;
/** For how many days it is kept how many requests had a wrong signature. */
const REFUSAL_DAYS = 30;
/** Rows in one transaction. */
const BATCH = 5_000;

/**
 * Removes what intake needs no more: the bytes of deliveries that were read longer ago than the setting `retention` says, whose rows and keys stay so that a repetition
 * is still known; old answers to requests with an Idempotency-Key; and old counts of wrong signatures. A delivery that
 * waits, is held or needs attention keeps its bytes however old it is.
 * @param batch rows in one transaction
 * @returns how many rows were emptied or removed
 */
export async function forgetDeliveries({ batch = BATCH } = {}): Promise<number> {
  const { deliveryDays } = await currentSetting("retention");
  const bodies = deliveryDays === null ? 0 : await inBatches(batch, () => emptyBodies(batch, deliveryDays));
  const answers = await inBatches(
    batch,
    () => db().$executeRaw`
      DELETE FROM idempotent_request WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM idempotent_request WHERE created_at < now() - make_interval(days => ${IDEMPOTENCY_DAYS}::int)
        LIMIT ${batch}::int FOR UPDATE SKIP LOCKED))`,
  );
  const refusals = await inBatches(
    batch,
    () => db().$executeRaw`
      DELETE FROM webhook_refusal WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM webhook_refusal WHERE minute < now() - make_interval(days => ${REFUSAL_DAYS}::int)
        LIMIT ${batch}::int FOR UPDATE SKIP LOCKED))`,
  );
  return bodies + answers + refusals;
}

/** Does it again until a batch is not full. */
async function inBatches(batch: number, run: () => Promise<number>): Promise<number> {
  for (let total = 0; ; ) {
    const done = await run();
    total += done;
    if (done < batch) return total;
  }
}

function emptyBodies(batch: number, days: number): Promise<number> {
  return db().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE webhook_delivery SET body_sealed = NULL WHERE id = ANY (ARRAY(
        SELECT id FROM webhook_delivery
        WHERE state IN ('normalised', 'ignored') AND body_sealed IS NOT NULL
          AND handled_at < now() - make_interval(days => ${days}::int)
        ORDER BY handled_at LIMIT ${batch}::int FOR UPDATE SKIP LOCKED))`;
    if (count > 0) await appendEvent(tx, { type: "ingest.deliveries.forgotten", actor: WORKER, facts: { count } });
    return count;
  });
}
