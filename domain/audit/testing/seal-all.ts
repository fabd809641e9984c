import { setTimeout as sleep } from "node:timers/promises";
import { sealLog } from "@/domain/audit/seal-log";
import { db } from "@/lib/db/client";

const LONGEST_MS = 20_000;

/**
 * Seals until nothing waits. Tests run side by side on one server, where a transaction of another database holds up a seal
 * for as long as it is open.
 * @returns how many entries were sealed
 */
export async function sealAll(): Promise<number> {
  const startedAt = Date.now();
  for (let sealed = 0; ; await sleep(5)) {
    const more = await sealLog();
    sealed += more;
    if (more === 0 && (await db().auditUnsealed.count()) === 0) return sealed;
    if (Date.now() - startedAt > LONGEST_MS) throw new Error("what waits for its seal does not get it");
  }
}
