import "server-only";
import { checkEvent } from "@/domain/audit/check-event";
import { db } from "@/lib/db/client";

const PAGE = 2_000;

/** `firstBad` is the first entry, in the order of writing, that is not what was written. */
export type LogCheck = {
  ok: boolean;
  events: number;
  checkpoints: number;
  firstBad: { seq: string; id: string; reason: string } | null;
};

/**
 * Checks every entry of the log against its hash and its columns. Stops at the first bad one; `events` counts the ones
 * that were checked. Entries that are gone, and entries that were rewritten with a new hash, need the signed checkpoints
 * of a later version: none are checked yet.
 */
export async function verifyLog(): Promise<LogCheck> {
  let events = 0;
  for (let after = -1n; ; ) {
    const rows = await db().auditEvent.findMany({ where: { seq: { gt: after } }, orderBy: { seq: "asc" }, take: PAGE });
    for (const row of rows) {
      events += 1;
      const reason = checkEvent(row);
      if (reason !== null)
        return { ok: false, events, checkpoints: 0, firstBad: { seq: row.seq.toString(), id: row.id, reason } };
    }
    const last = rows.at(-1);
    if (last === undefined) return { ok: true, events, checkpoints: 0, firstBad: null };
    after = last.seq;
  }
}
