import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { BURST, BURST_MINUTES } from "@/domain/ingest/source-dto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

/** Wrong signatures per source, process and minute that are answered one by one; further ones are told to wait. */
const ANSWERED_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Counts reach the database this much later at the most: a flood must not become a flood of writes. */
const FLUSH_MS = 1_000;

const ACTOR: SystemActor = { kind: "system", process: "web" };

type Window = { minute: number; answered: number };
const windows = new Map<string, Window>();
const unwritten = new Map<string, number>();
let timer: NodeJS.Timeout | null = null;

/**
 * Counts a request that was not the platform's own. Rightly signed ones never come here, so a flood of wrong ones keeps
 * nobody out.
 * @throws TOO_MANY_REQUESTS beyond the limit of this minute
 */
export function countRefusal(sourceId: string, reason: string): void {
  unwritten.set(sourceId, (unwritten.get(sourceId) ?? 0) + 1);
  timer ??= setTimeout(() => void flush(), FLUSH_MS);
  timer.unref();
  const minute = Math.floor(Date.now() / MINUTE_MS);
  const window = windows.get(sourceId);
  if (!window || window.minute !== minute) {
    windows.set(sourceId, { minute, answered: 1 });
    log.warn({ source: sourceId, reason }, "a request with a wrong signature was refused");
    return;
  }
  window.answered += 1;
  if (window.answered <= ANSWERED_PER_MINUTE) return;
  const retryAfterSeconds = Math.ceil(((minute + 1) * MINUTE_MS - Date.now()) / 1000);
  throw new AppError("TOO_MANY_REQUESTS", "Too many requests with a wrong signature.", { retryAfterSeconds });
}

async function flush(): Promise<void> {
  timer = null;
  const counts = [...unwritten];
  unwritten.clear();
  for (const [sourceId, count] of counts) {
    try {
      await write(sourceId, count);
    } catch (error) {
      log.error({ source: sourceId, error: loggableError(error) }, "refused requests could not be counted");
      unwritten.set(sourceId, (unwritten.get(sourceId) ?? 0) + count);
      timer ??= setTimeout(() => void flush(), FLUSH_MS);
      timer.unref();
    }
  }
}

/** Adds to the count of this minute, and records the first moment in which it became a burst. */
async function write(sourceId: string, count: number): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO webhook_refusal (source_id, minute, count) VALUES (${sourceId}::uuid, date_trunc('minute', now()), ${count})
      ON CONFLICT (source_id, minute) DO UPDATE SET count = webhook_refusal.count + excluded.count`;
    // Counted afterwards: the row of this minute is ours now, so of several processes one sees the limit crossed.
    const total = await recentRefusals(tx, sourceId);
    if (total < BURST || total - count >= BURST) return;
    log.error({ source: sourceId, refused: total }, "a burst of wrong signatures");
    const facts = { sourceId, count: total };
    await appendEvent(tx, { type: "ingest.deliveries.refused", actor: ACTOR, facts });
  });
}

async function recentRefusals(tx: Pick<ReturnType<typeof db>, "webhookRefusal">, sourceId: string): Promise<number> {
  const since = new Date(Date.now() - BURST_MINUTES * MINUTE_MS);
  const found = await tx.webhookRefusal.aggregate({
    where: { sourceId, minute: { gte: since } },
    _sum: { count: true },
  });
  return found._sum.count ?? 0;
}
