import "server-only";
import canonicalize from "canonicalize";
import { EVENT_FACTS, type EventActor, type NewEvent } from "@/domain/audit/event";
import { leafHash } from "@/domain/audit/leaf-hash";
import { now } from "@/lib/clock/now";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

function actorId(actor: EventActor): string {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "ingest_key" ? actor.keyId : actor.process;
}

/** The exact bytes that are hashed and kept: the event in the canonical form of RFC 8785. */
function canonicalEvent(id: string, at: Date, event: NewEvent): string {
  const text = canonicalize({
    id,
    at: at.toISOString(),
    type: event.type,
    actor: { kind: event.actor.kind, id: actorId(event.actor) },
    conversationId: event.conversationId ?? null,
    caseId: event.caseId ?? null,
    facts: EVENT_FACTS[event.type].parse(event.facts),
  });
  if (text === undefined) throw new Error(`event ${event.type} has no canonical form`);
  return text;
}

function row(event: NewEvent) {
  const id = newId();
  const at = now();
  const canonical = canonicalEvent(id, at, event);
  return {
    id,
    at,
    type: event.type,
    actor_kind: event.actor.kind,
    actor_id: actorId(event.actor),
    conversation_id: event.conversationId ?? null,
    case_id: event.caseId ?? null,
    canonical,
    leaf_hash: Buffer.from(leafHash(canonical)).toString("hex"),
  };
}

/**
 * Appends events to the log, in the transaction of the write they record: if this fails the write does not happen.
 * Events of one call are stored in their order.
 */
export async function appendEvents(tx: Pick<Tx, "$executeRaw">, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  // One JSON text: an upload appends hundreds at a time, over which Prisma takes longer than PostgreSQL.
  await tx.$executeRaw`
    INSERT INTO audit_event (id, at, type, actor_kind, actor_id, conversation_id, case_id, canonical, leaf_hash)
    SELECT id, at, type, actor_kind, actor_id, conversation_id, case_id, canonical, decode(leaf_hash, 'hex')
    FROM ROWS FROM (json_to_recordset(${JSON.stringify(events.map(row))}::json) AS (id uuid, at timestamptz, type text,
      actor_kind actor_kind, actor_id text, conversation_id uuid, case_id uuid, canonical text, leaf_hash text))
      WITH ORDINALITY AS made (id, at, type, actor_kind, actor_id, conversation_id, case_id, canonical, leaf_hash, place)
    ORDER BY place`;
}

/** Appends one event; see `appendEvents`. */
export async function appendEvent(tx: Pick<Tx, "$executeRaw">, event: NewEvent): Promise<void> {
  await appendEvents(tx, [event]);
}
