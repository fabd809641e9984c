import "server-only";
import { z } from "zod";
import { holdFiguresSoon, tryHoldFigures } from "@/domain/measure/facts/hold-figures";
import { refreshFacts } from "@/domain/measure/facts/refresh-facts";
import { db, type Tx } from "@/lib/db/client";

/** Changes in one transaction: more make whoever waits for the figures wait longer, fewer cost more for each. */
const BATCH = 1_000;
/** Transactions in one call, so that a worker that catches up still hears when it has to stop. */
const AT_MOST = 20;
const takenSchema = z.array(z.object({ conversation_id: z.uuid() }));

/** Takes changes that are committed, oldest first. What is taken is gone only if all that follows is committed too. */
async function takeChanged(tx: Tx): Promise<{ taken: number; ids: string[] }> {
  const rows = takenSchema.parse(
    await tx.$queryRaw`
      DELETE FROM measure_change WHERE id IN (
        SELECT id FROM measure_change ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING conversation_id`,
  );
  return { taken: rows.length, ids: [...new Set(rows.map((row) => row.conversation_id))] };
}

/** One batch, in one transaction. null where another process is at it. */
function foldBatch(hold: (tx: Tx) => Promise<boolean>): Promise<number | null> {
  return db().$transaction(
    async (tx) => {
      if (!(await hold(tx))) return null;
      const { taken, ids } = await takeChanged(tx);
      if (ids.length > 0) await refreshFacts(tx, ids);
      return taken;
    },
    { timeout: 120_000 },
  );
}

/**
 * Brings the facts and counts of the figures up to date with what has changed. Run by the workers. One process does it at a
 * time; killed at any point it loses nothing, since a change is taken in the transaction that counts it. Returns how many
 * changes were taken in.
 */
export async function foldChanges(): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < AT_MOST; batch += 1) {
    const taken = await foldBatch(tryHoldFigures);
    sum += taken ?? 0;
    if (taken === null || taken < BATCH) break;
  }
  return sum;
}

/**
 * Takes in what has just happened before figures are answered: one batch, or what another process is at, which is waited
 * for a moment. Where that is not enough the answer says what is missing (get-freshness.ts).
 */
export async function catchUp(): Promise<void> {
  if ((await db().measureChange.findFirst({ select: { id: true } })) === null) return;
  await foldBatch(holdFiguresSoon);
}
