import "server-only";
import { z } from "zod";
import { MODEL_FAILURES } from "@/inference/risk";
import type { Tx } from "@/lib/db/client";

/** So many readings in a row that failed on the model say that it does not read, whatever its server answers to a probe. */
const FAILED_IN_A_ROW = 5;

/** Whether the newest readings have all failed on the model. */
export async function haveReadingsFailed(tx: Tx): Promise<boolean> {
  const rows = z.array(z.object({ reason: z.string().nullable() })).parse(
    // Ids are made in the order of time.
    await tx.$queryRaw`SELECT unscored_reason AS reason FROM classification ORDER BY id DESC LIMIT ${FAILED_IN_A_ROW}`,
  );
  const failures: readonly (string | null)[] = MODEL_FAILURES;
  return rows.length === FAILED_IN_A_ROW && rows.every(({ reason }) => failures.includes(reason));
}

/**
 * Keeps since when something holds that becomes an alert once it has held for too long, by the database's clock.
 * @returns whether it has held for `seconds`
 */
export async function hasHeldFor(tx: Tx, key: string, holds: boolean, seconds: number): Promise<boolean> {
  if (!holds) {
    await tx.alertCause.deleteMany({ where: { key } });
    return false;
  }
  await tx.$executeRaw`INSERT INTO alert_cause (key) VALUES (${key}) ON CONFLICT DO NOTHING`;
  const [row] = z.array(z.object({ late: z.boolean() })).parse(
    await tx.$queryRaw`
        SELECT since <= now()::timestamptz(3) - make_interval(secs => ${seconds}) AS late FROM alert_cause WHERE key = ${key}`,
  );
  return row?.late === true;
}
