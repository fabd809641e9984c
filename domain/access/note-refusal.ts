import "server-only";
import type { Actor } from "@/domain/access/actor";
import { db } from "@/lib/db/client";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

const MINUTE_MS = 60_000;
/** Further refusals within a minute reach the database this much later at the most: a flood is no flood of writes. */
const FLUSH_MS = 1_000;

/** What was refused: a right, an object that is somebody else's, a request from another site, a key, or a page. */
export type Refused = { actor: Actor; what: string };
type Counted = { kind: Actor["kind"]; id: string; what: string; minute: number; count: number };

const pending = new Map<string, Counted>();
let timer: NodeJS.Timeout | null = null;

function idOf(actor: Actor): string {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "ingest_key" ? actor.keyId : actor.process;
}

async function write({ kind, id, what, minute, count }: Counted): Promise<void> {
  await db().$executeRaw`
    INSERT INTO access_refusal (actor_kind, actor_id, what, minute, count)
    VALUES (${kind}::actor_kind, ${id}, ${what}, ${new Date(minute * MINUTE_MS)}, ${count})
    ON CONFLICT (actor_kind, actor_id, what, minute) DO UPDATE SET count = access_refusal.count + excluded.count`;
}

/** Counts again what could not be written: the next second tries anew. */
function putBack({ count, ...each }: Counted): void {
  const key = `${each.kind}|${each.id}|${each.what}|${each.minute}`;
  pending.set(key, { ...each, count: (pending.get(key)?.count ?? 0) + count });
  timer ??= setTimeout(() => void flush(), FLUSH_MS);
  timer.unref();
}

async function flush(): Promise<void> {
  timer = null;
  const counted = [...pending.values()].filter(({ count }) => count > 0);
  const now = Math.floor(Date.now() / MINUTE_MS);
  // Those of this minute stay, as a mark that their first one is written.
  for (const [key, each] of pending) {
    if (each.minute === now) pending.set(key, { ...each, count: 0 });
    else pending.delete(key);
  }
  for (const each of counted) {
    try {
      await write(each);
    } catch (error) {
      log.error({ what: each.what, error: loggableError(error) }, "refused attempts could not be counted");
      putBack(each);
    }
  }
}

/**
 * Counts an attempt that was refused. The first one of an actor, kind and minute is durable when this returns; further
 * ones follow within a second. domain/access/record-refusals.ts makes one audit event of each minute.
 */
export async function noteRefusal({ actor, what }: Refused): Promise<void> {
  const [id, minute] = [idOf(actor), Math.floor(Date.now() / MINUTE_MS)];
  const key = `${actor.kind}|${id}|${what}|${minute}`;
  const known = pending.get(key);
  if (known) {
    known.count += 1;
    timer ??= setTimeout(() => void flush(), FLUSH_MS);
    timer.unref();
    return;
  }
  const first = { kind: actor.kind, id, what, minute };
  pending.set(key, { ...first, count: 0 });
  try {
    await write({ ...first, count: 1 });
  } catch (error) {
    putBack({ ...first, count: 1 });
    throw error;
  }
}
