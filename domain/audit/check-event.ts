/** Whether a stored entry of the log still is what was written. Pure. */
import { z } from "zod";
import { leafHash } from "@/domain/audit/leaf-hash";

/** A row of the log as the database gives it. */
export type StoredEvent = {
  id: string;
  at: Date;
  type: string;
  actorKind: string;
  actorId: string | null;
  conversationId: string | null;
  caseId: string | null;
  canonical: string;
  leafHash: Uint8Array;
};

const canonicalSchema = z.object({
  id: z.string(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  conversationId: z.string().nullable(),
  caseId: z.string().nullable(),
});

function parse(canonical: string) {
  try {
    return canonicalSchema.parse(JSON.parse(canonical));
  } catch {
    return null;
  }
}

/**
 * Computes the hash anew from the stored bytes and compares the bytes with the columns, which queries and pages read.
 * @returns what does not agree, in words; null when all does
 */
export function checkEvent(event: StoredEvent): string | null {
  if (!Buffer.from(leafHash(event.canonical)).equals(event.leafHash)) return "the hash is not that of the stored bytes";
  const said = parse(event.canonical);
  if (said === null) return "the stored bytes are not an event";
  const pairs: [column: string, said: string | null, stored: string | null][] = [
    ["id", said.id, event.id],
    ["at", said.at, event.at.toISOString()],
    ["type", said.type, event.type],
    ["actor_kind", said.actor.kind, event.actorKind],
    ["actor_id", said.actor.id, event.actorId],
    ["conversation_id", said.conversationId, event.conversationId],
    ["case_id", said.caseId, event.caseId],
  ];
  const wrong = pairs.filter(([, first, second]) => first !== second).map(([column]) => column);
  return wrong.length > 0 ? `the stored bytes say otherwise than ${wrong.join(", ")}` : null;
}
