import "server-only";
import type { Actor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import { queueBeforeErasure } from "@/domain/decide/queue-decisions";
import { destroyEvaluationCopies, emptySourceCopies, emptyTraces } from "@/domain/privacy/empty-copies";
import { destroyKeys, type ErasureRecord, emptyMessages, holdKeys, recordErasure } from "@/domain/privacy/empty-words";
import { endWork } from "@/domain/privacy/end-work";
import type { Destroyed } from "@/domain/privacy/erasure-dto";
import type { Scope } from "@/domain/privacy/find-scope";
import type { Tx } from "@/lib/db/client";

/**
 * Erases content: ends the work on it, has the platforms told of decisions, empties and destroys, writes down what went,
 * and says so in the log, in one transaction. Decisions, findings, classifications and their figures stay, and the log verifies as before. The caller
 * has waited for intake (`holdForErasure`), holds the work (`holdWork`), and has asked whether it may.
 */
export async function destroyContent(
  tx: Tx,
  actor: Actor,
  scope: Scope,
  why: Pick<ErasureRecord, "cause" | "reason">,
): Promise<Destroyed> {
  const ids = scope.conversations.map(({ id }) => id);
  const casesClosed = await endWork(tx, actor, ids);
  await queueBeforeErasure(tx, ids);
  await holdKeys(tx, scope);
  await emptyMessages(tx, scope);
  const rows = [...(await destroyKeys(tx, scope)), ...(await destroyEvaluationCopies(tx, ids))];
  // Retention has a time of its own for these, and looks at nobody's person.
  if (why.cause !== "retention")
    await emptySourceCopies(tx, [...new Set(scope.conversations.map(({ sourceId }) => sourceId))]);
  await emptyTraces(tx, ids);
  const byId = actor.kind === "user" ? actor.userId : null;
  const id = await recordErasure(tx, { ...why, byId, conversations: ids.length, casesClosed }, rows);
  const authors = rows.filter(({ kind }) => kind === "author").length;
  const done = { authors, conversations: ids.length, keys: rows.length, casesClosed };
  await appendEvents(tx, [
    { type: "privacy.person.erased", actor, facts: { erasureId: id, cause: why.cause, ...done } },
    ...scope.conversations.map(({ id: conversationId, shared }) => ({
      type: "privacy.conversation.erased" as const,
      actor,
      conversationId,
      facts: { erasureId: id, shared },
    })),
  ]);
  return { id, ...done };
}
