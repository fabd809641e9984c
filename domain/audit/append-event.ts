import "server-only";
import canonicalize from "canonicalize";
import { EVENT_FACTS, type EventActor, isChained, type NewEvent } from "@/domain/audit/event";
import { now } from "@/lib/clock/now";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

function actorId(actor: EventActor): string {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "ingest_key" ? actor.keyId : actor.process;
}

/** What stands for the hash of the event before it, until the database knows which one that is. */
const PREV = '"prev":null';

/**
 * The exact bytes that are hashed and kept: the event in the canonical form of RFC 8785. Of an event in the
 * chain of a case they come in two parts, around the hash of the one before it; its members are in the order of their names, so the
 * last place that reads like `PREV` is the one.
 */
function canonicalEvent(id: string, at: Date, event: NewEvent): { before: string; after: string | null } {
  const text = canonicalize({
    id,
    at: at.toISOString(),
    type: event.type,
    actor: { kind: event.actor.kind, id: actorId(event.actor) },
    conversationId: event.conversationId ?? null,
    caseId: event.caseId ?? null,
    facts: EVENT_FACTS[event.type].parse(event.facts),
    ...(isChained(event) ? { prev: null } : {}),
  });
  if (text === undefined) throw new Error(`event ${event.type} has no canonical form`);
  if (!isChained(event)) return { before: text, after: null };
  const place = text.lastIndexOf(PREV) + PREV.length;
  return { before: text.slice(0, place - "null".length), after: text.slice(place) };
}

function row(event: NewEvent) {
  const id = newId();
  const at = now();
  return {
    id,
    at,
    type: event.type,
    actor_kind: event.actor.kind,
    actor_id: actorId(event.actor),
    conversation_id: event.conversationId ?? null,
    case_id: event.caseId ?? null,
    ...canonicalEvent(id, at, event),
  };
}

/**
 * Appends events to the log, in the transaction of the write they record: if this fails the write does not happen.
 * Events of one call are stored in their order. Each event about a case names the hash of the one before it, so whoever
 * appends about the same case waits for the end of this transaction; the database function does both in one round trip.
 */
export async function appendEvents(tx: Pick<Tx, "$executeRaw">, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  // One JSON text: an upload appends hundreds at a time, over which Prisma takes longer than PostgreSQL.
  await tx.$executeRaw`SELECT append_audit_events(${JSON.stringify(events.map(row))}::json)`;
}

/** Appends one event; see `appendEvents`. */
export async function appendEvent(tx: Pick<Tx, "$executeRaw">, event: NewEvent): Promise<void> {
  await appendEvents(tx, [event]);
}
