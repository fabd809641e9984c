import "server-only";
import { z } from "zod";
import { appendEvents } from "@/domain/audit/append-event";
import type { EventActor, NewEvent } from "@/domain/audit/event";
import { db } from "@/lib/db/client";

const BATCH = 500;
/** After the end of a minute, in seconds: by then every process has written its count of it. */
const GRACE_SECONDS = 5;

const rowsSchema = z.array(
  z.object({
    actor_kind: z.enum(["user", "ingest_key", "system"]),
    actor_id: z.string(),
    what: z.string(),
    minute: z.date(),
    count: z.number().int(),
  }),
);
type Row = z.infer<typeof rowsSchema>[number];

function actorOf({ actor_kind: kind, actor_id: id }: Row): EventActor {
  if (kind === "user") return { kind, userId: id };
  return kind === "ingest_key" ? { kind, keyId: id } : { kind, process: id };
}

/**
 * Turns the refused attempts of minutes that are over into audit events: one for each actor, kind and minute, however many
 * there were. Run by the workers.
 * @param before minutes that ended before this moment; by default a few seconds ago
 * @returns how many events
 */
export async function recordRefusals({ before = new Date(Date.now() - GRACE_SECONDS * 1000) } = {}): Promise<number> {
  return db().$transaction(async (tx) => {
    const rows = rowsSchema.parse(
      await tx.$queryRaw`
        DELETE FROM access_refusal WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM access_refusal WHERE minute + interval '1 minute' <= ${before} LIMIT ${BATCH}::int
          FOR UPDATE SKIP LOCKED))
        RETURNING actor_kind::text, actor_id, what, minute, count`,
    );
    const events = rows
      .toSorted((one, other) => one.minute.getTime() - other.minute.getTime())
      .map((row): NewEvent => {
        const facts = { what: row.what, minute: row.minute.toISOString(), count: row.count };
        return { type: "access.request.refused", actor: actorOf(row), facts };
      });
    await appendEvents(tx, events);
    return rows.length;
  });
}
