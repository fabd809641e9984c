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
    actorKind: event.actor.kind,
    actorId: actorId(event.actor),
    conversationId: event.conversationId ?? null,
    caseId: event.caseId ?? null,
    canonical,
    leafHash: leafHash(canonical),
  };
}

/**
 * Appends events to the log, in the transaction of the write they record: if this fails the write does not happen.
 * Events of one call are stored in their order.
 */
export async function appendEvents(tx: Pick<Tx, "auditEvent">, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await tx.auditEvent.createMany({ data: events.map(row) });
}

/** Appends one event; see `appendEvents`. */
export async function appendEvent(tx: Pick<Tx, "auditEvent">, event: NewEvent): Promise<void> {
  await appendEvents(tx, [event]);
}
