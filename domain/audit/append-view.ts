import "server-only";
import { appendEvent } from "@/domain/audit/append-event";
import type { NewEvent } from "@/domain/audit/event";
import { type Db, Prisma } from "@/lib/db/client";

/** A page that refreshes itself, or is opened twice in a row, is one look, not many. */
const ONE_LOOK_SECONDS = 60;

type ViewEvent = NewEvent<"triage.case.viewed" | "ingest.conversation.viewed">;

/**
 * Records that somebody looked at a conversation or case: once per person, thing and revision within a minute. A new
 * revision is a new look, and so is the first one after a decision, since each shows what the last one did not.
 */
export async function appendView(
  db: Db,
  event: ViewEvent & { actor: { kind: "user"; userId: string } },
): Promise<void> {
  const thing = event.caseId
    ? Prisma.sql`case_id = ${event.caseId}::uuid`
    : Prisma.sql`conversation_id = ${event.conversationId}::uuid`;
  const seen = await db.$queryRaw<{ canonical: string }[]>`
    SELECT canonical FROM audit_event looked
    WHERE ${thing} AND type = ${event.type} AND actor_id = ${event.actor.userId}
      AND at > now() - make_interval(secs => ${ONE_LOOK_SECONDS})
      AND NOT EXISTS (SELECT 1 FROM audit_event decided WHERE decided.conversation_id = looked.conversation_id
        AND decided.type = 'decide.decision.recorded' AND decided.seq > looked.seq)
    ORDER BY seq DESC LIMIT 1`;
  const last = seen[0] && (JSON.parse(seen[0].canonical) as { facts: { revision?: number } });
  if (last?.facts.revision === event.facts.revision) return;
  await appendEvent(db, event);
}
