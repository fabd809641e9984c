import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { holdForErasure } from "@/domain/ingest/erasure-lock";
import { destroyContent } from "@/domain/privacy/destroy-content";
import { holdWork } from "@/domain/privacy/end-work";
import type { ErasedLine } from "@/domain/privacy/erased-list";
import { conversationsOf, type Scope } from "@/domain/privacy/find-scope";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const LONGEST_MS = 5 * 60_000;

/** `already`: rows without content in this database; `missing`: rows that it does not have, being from before them. */
export type Replayed = { lines: number; erased: number; already: number; missing: number; casesClosed: number };

const stateRows = z.array(z.object({ id: z.uuid(), erased: z.boolean() }));

/** Which of the listed keys are in this database, and whether they are gone already. */
async function statesOf(tx: Tx, lines: readonly ErasedLine[]) {
  const ids = lines.map(({ dataKeyId }) => dataKeyId);
  const rows = await tx.$queryRaw`SELECT id, wrapped IS NULL AS erased FROM data_key WHERE id = ANY (${ids}::uuid[])`;
  return new Map(stateRows.parse(rows).map(({ id, erased }) => [id, erased]));
}

const foundRows = z.array(z.object({ id: z.uuid(), source_id: z.uuid() }));

/** The scope of the list in this database: what it names, and whatever else the same people wrote in by then. */
async function scopeOf(tx: Tx, lines: readonly ErasedLine[]): Promise<Scope> {
  const of = (...kinds: ErasedLine["kind"][]) => lines.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const authorIds = of("author");
  const shared = new Set(of("shared_conversation"));
  const named = foundRows.parse(
    await tx.$queryRaw`
      SELECT id, source_id FROM conversation WHERE id = ANY (${of("conversation", "shared_conversation")}::uuid[])`,
  );
  const theirs = await conversationsOf(tx, authorIds);
  const byId = new Map(theirs.map((row) => [row.id, row]));
  for (const { id, source_id: sourceId } of named)
    byId.set(id, { id, sourceId, shared: shared.has(id) && (byId.get(id)?.shared ?? true), unread: false });
  return { authorIds, conversations: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

async function forgetEvaluations(tx: Tx, lines: readonly ErasedLine[]): Promise<void> {
  const ids = lines.filter(({ kind }) => kind === "evaluation").map(({ dataKeyId }) => dataKeyId);
  await tx.dataKey.updateMany({
    where: { id: { in: ids }, wrapped: { not: null } },
    data: { wrapped: null, erasedAt: new Date() },
  });
}

/** When an erasure was made: its id begins with the time (RFC 9562, version 7). */
const madeAt = (erasureId: string) => Number.parseInt(erasureId.replaceAll("-", "").slice(0, 12), 16);

/** What came in since would go unread with the rest: somebody who wrote again after the restore has to be looked at first. */
async function refuseFresh(tx: Tx, scope: Scope, lines: readonly ErasedLine[]): Promise<void> {
  const last = new Date(lines.reduce((newest, { erasureId }) => Math.max(newest, madeAt(erasureId)), 0));
  const conversationId = { in: scope.conversations.map(({ id }) => id) };
  const fresh = await tx.message.count({ where: { conversationId, receivedAt: { gt: last } } });
  if (fresh > 0)
    throw new AppError(
      "CONFLICT",
      "Messages came into these conversations after the restore. Look at them before the replay.",
    );
}

/**
 * Erases again what a list of erasures names, after a backup from before them was restored. May be run any number of
 * times. What was erased once is not asked about again: cases that are open in the backup end with it, and holds of that
 * time do not keep it.
 * @throws FORBIDDEN; CONFLICT where somebody has written in them since
 */
export async function replayErasures(actor: Actor, lines: readonly ErasedLine[]): Promise<Replayed> {
  requireRight(actor, "privacy.manage");
  return db().$transaction(
    async (tx) => {
      await holdForErasure(tx);
      const states = await statesOf(tx, lines);
      const due = lines.filter(({ dataKeyId }) => states.get(dataKeyId) === false);
      const missing = lines.filter(({ dataKeyId }) => !states.has(dataKeyId)).length;
      const told = { lines: lines.length, erased: due.length, already: lines.length - due.length - missing, missing };
      if (due.length === 0) return { ...told, casesClosed: 0 };
      const scope = await scopeOf(tx, due);
      await holdWork(
        tx,
        scope.conversations.map(({ id }) => id),
      );
      await refuseFresh(tx, scope, due);
      const { casesClosed } = await destroyContent(tx, actor, scope, { cause: "replay", reason: null });
      await forgetEvaluations(tx, due);
      return { ...told, casesClosed };
    },
    { timeout: LONGEST_MS, maxWait: 10_000 },
  );
}
