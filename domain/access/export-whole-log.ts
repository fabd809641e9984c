import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { readLog } from "@/domain/audit/read-log";
import type { LogRecord } from "@/domain/audit/verify/log-record";
import { db } from "@/lib/db/client";

/**
 * The whole log as somebody outside can verify it: entries in their places with the bytes that were hashed, checkpoints,
 * and the verifier keys. Read as it is written, so that a log of any size takes little memory. Throws FORBIDDEN.
 * @throws Error at an entry that is gone: what is left of such a log is verified at the desk
 */
export async function* exportWholeLog(actor: Actor): AsyncGenerator<LogRecord, void> {
  requireRight(actor, "records.export");
  const rows = await db().auditLeaf.count();
  await appendEvent(db(), { type: "audit.log.exported", actor, facts: { rows } });
  for await (const record of readLog()) {
    if (record.kind === "gone")
      throw new Error(`the entry ${record.index ?? record.seq} of the log is gone: run vigil audit verify`);
    if (record.kind !== "entry") yield record;
    else {
      const { kind, index, seq, canonical, leafHash } = record;
      yield { kind, index, seq, canonical, leafHash };
    }
  }
}
