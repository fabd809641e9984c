/** Whether a stored entry of the log still is what was written. Pure. */
import { z } from "zod";
import { leafHash } from "@/domain/audit/leaf-hash";

/** The columns beside the bytes, as the database gives them. */
export type EventColumns = {
  id: string;
  at: Date;
  type: string;
  actorKind: string;
  actorId: string | null;
  conversationId: string | null;
  caseId: string | null;
};

const canonicalSchema = z.object({
  id: z.string(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  conversationId: z.string().nullable(),
  caseId: z.string().nullable(),
  prev: z.string().nullable().optional(),
});
export type ReadEntry = z.infer<typeof canonicalSchema>;

/**
 * Computes the hash anew from the stored bytes.
 * @param hash in hexadecimal
 * @returns what the bytes say; in words, what is wrong with them
 */
export function readEntry(canonical: string, hash: string): ReadEntry | string {
  if (Buffer.from(leafHash(canonical)).toString("hex") !== hash) return "the hash is not that of the stored bytes";
  try {
    return canonicalSchema.parse(JSON.parse(canonical));
  } catch {
    return "the stored bytes are not an event";
  }
}

/**
 * Compares the bytes with the columns, which queries and pages read.
 * @returns what does not agree, in words; null when all does, or the bytes cannot be read
 */
export function checkColumns(canonical: string, columns: EventColumns): string | null {
  let said: ReadEntry;
  try {
    said = canonicalSchema.parse(JSON.parse(canonical));
  } catch {
    return null;
  }
  const pairs: [column: string, said: string | null, stored: string | null][] = [
    ["id", said.id, columns.id],
    ["at", said.at, columns.at.toISOString()],
    ["type", said.type, columns.type],
    ["actor_kind", said.actor.kind, columns.actorKind],
    ["actor_id", said.actor.id, columns.actorId],
    ["conversation_id", said.conversationId, columns.conversationId],
    ["case_id", said.caseId, columns.caseId],
  ];
  const wrong = pairs.filter(([, first, second]) => first !== second).map(([column]) => column);
  return wrong.length > 0 ? `the stored bytes say otherwise than ${wrong.join(", ")}` : null;
}
