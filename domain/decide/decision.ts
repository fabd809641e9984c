import "server-only";
import { z } from "zod";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import { CHECKING_REASONS } from "@/domain/triage/case-state";
import { STANDS, UNCHECKED, WAITS } from "@/domain/triage/standing-decision";
import type { Db, Prisma, Tx } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openTextOrNull } from "@/lib/keys/open-or-null";

const included = {
  reviewer: true,
  case: { select: { reason: true } },
  undo: true,
  supersededBy: { where: { undo: null }, select: { id: true } },
  findings: { orderBy: { position: "asc" }, include: { evidence: true } },
} satisfies Prisma.DecisionInclude;
type Loaded = Prisma.DecisionGetPayload<{ include: typeof included }>;

/** A decision as an outside system sees it: what was concluded, not by whom or in which words. */
export function withoutPeople(decision: DecisionDto): DecisionDto {
  return { ...decision, note: null, reviewer: null };
}

function toDto(row: Loaded, key: OpenKey | null, waiting: ReadonlySet<string>): DecisionDto {
  const checks = CHECKING_REASONS.includes(row.case.reason);
  return {
    id: row.id,
    caseId: row.caseId,
    revision: row.revision,
    verdict: row.verdict,
    certainty: row.certainty,
    action: row.action,
    note: openTextOrNull(key, row.noteSealed, { table: "decision", column: "note_sealed", row: row.id }),
    reviewer: row.reviewer.name,
    modelVisible: row.modelVisible,
    decidedAt: row.decidedAt.toISOString(),
    undoableUntil: row.undoableUntil.toISOString(),
    undoneAt: row.undo?.undoneAt.toISOString() ?? null,
    supersedesId: row.supersedesId,
    stands: row.undo === null && row.supersededBy.length === 0 && !checks,
    checks,
    waits: row.undo === null && row.supersededBy.length === 0 && waiting.has(row.id),
    findings: row.findings.map(({ assessment, riskId, subject, type, severity, imminence, evidence }) => ({
      assessment,
      riskId,
      subject,
      type,
      severity,
      imminence,
      messageIds: evidence.map((item) => item.messageId),
    })),
  };
}

const idsSchema = z.array(z.object({ id: z.uuid() }));

async function toDtos(client: Db | Tx, rows: readonly Loaded[], key: OpenKey | null): Promise<DecisionDto[]> {
  const ids = rows.map(({ id }) => id);
  const waiting = idsSchema.parse(
    await client.$queryRaw`SELECT d.id FROM decision d WHERE d.id = ANY (${ids}::uuid[]) AND ${WAITS}`,
  );
  const waitingIds = new Set(waiting.map(({ id }) => id));
  return rows.map((row) => toDto(row, key, waitingIds));
}

/**
 * The decision that stands on a conversation, fit to leave the system: one that its author can still take back with a key
 * press, by the database's clock, or that waits for a second person, is not there yet; one that nobody can check any more,
 * since the conversation was erased, never is.
 */
export async function findReleasedDecision(client: Db | Tx, conversationId: string): Promise<DecisionDto | null> {
  const rows = await client.$queryRaw`
    SELECT d.id FROM decision d JOIN conversation c ON c.id = d.conversation_id
    WHERE d.conversation_id = ${conversationId}::uuid AND d.undoable_until < now()
      AND ${STANDS} AND NOT ${WAITS} AND NOT (c.erased_at IS NOT NULL AND ${UNCHECKED})
    ORDER BY d.revision DESC, d.decided_at DESC LIMIT 1`;
  const [found] = idsSchema.parse(rows);
  const [released] = found ? await loadDecisions(client, { id: found.id }, null) : [];
  return released ? withoutPeople(released) : null;
}

/** Decisions, newest first, those that no longer stand included and marked. */
export async function loadDecisions(
  client: Db | Tx,
  which: { conversationId: string } | { id: string },
  key: OpenKey | null,
): Promise<DecisionDto[]> {
  // Most cases have none yet; asked with all that belongs to a decision, each part of it would be a query for nothing.
  if ((await client.decision.findFirst({ where: which, select: { id: true } })) === null) return [];
  const rows = await client.decision.findMany({ where: which, orderBy: { decidedAt: "desc" }, include: included });
  return toDtos(client, rows, key);
}
