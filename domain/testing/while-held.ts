import { db, type Tx } from "@/lib/db/client";

async function somebodyWaits(): Promise<boolean> {
  const waiting = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

/**
 * Lets `other` run into what a transaction holds, so that a race comes out the same each time.
 * @param hold run first, in a transaction that stays open until `other` waits for it
 * @param goOn what the transaction does then, before it ends
 * @returns what `other` came to once the transaction was over
 */
export async function whileHeld<T>(
  hold: (tx: Tx) => Promise<unknown>,
  other: () => Promise<T>,
  goOn: (tx: Tx) => Promise<unknown> = async () => {},
): Promise<T> {
  let waiting: Promise<T> | undefined;
  await db().$transaction(async (tx) => {
    await hold(tx);
    let isOver = false;
    waiting = other().finally(() => {
      isOver = true;
    });
    // It is told of below, once the transaction is over.
    waiting.catch(() => {});
    while (!isOver && !(await somebodyWaits()));
    await goOn(tx);
  });
  if (!waiting) throw new Error("nothing was started");
  return waiting;
}
