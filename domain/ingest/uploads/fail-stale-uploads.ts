import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { failReceiving } from "@/domain/ingest/uploads/fail-receiving";
import { db } from "@/lib/db/client";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** A file of which nothing arrived for this long, in seconds, will not arrive: its sender or our process is gone. */
const STALE_SECONDS = 600;

/** Ends uploads whose file stopped arriving, and removes what there was of it. Returns how many there were. */
export async function failStaleUploads(): Promise<number> {
  const before = new Date(Date.now() - STALE_SECONDS * 1000);
  const stale = await db().upload.findMany({
    where: { state: "receiving", touchedAt: { lt: before } },
    select: { id: true },
    take: 20,
  });
  let failed = 0;
  for (const { id } of stale) if (await failReceiving(WORKER, id, before)) failed += 1;
  return failed;
}
