import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import { holdForErasure } from "@/domain/ingest/erasure-lock";
import { findAuthorsOf } from "@/domain/ingest/find-authors";
import type { HoldInput, HoldSet } from "@/domain/privacy/hold-dto";
import { HOLDS_CONTENT } from "@/domain/privacy/holds-content";
import { db, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

const foundRows = z.array(z.object({ id: z.uuid(), content: z.boolean() }));
type Target = { conversationId: string } | { authorId: string };

async function targetsOf(tx: Tx, of: HoldInput["of"]): Promise<Target[]> {
  if (!("conversationId" in of)) {
    const authors = await findAuthorsOf(tx, of.sourceId, of.externalId);
    if (authors.length === 0) throw new AppError("NOT_FOUND", "Nobody is known by this.");
    return authors.map(({ id: authorId }) => ({ authorId }));
  }
  const [row] = foundRows.parse(
    await tx.$queryRaw`
      SELECT c.id, ${HOLDS_CONTENT} AS content FROM conversation c WHERE c.id = ${of.conversationId}::uuid`,
  );
  if (!row) throw new AppError("NOT_FOUND", "There is no conversation with this id.");
  if (!row.content) throw new AppError("CONFLICT", "This conversation was erased already: there is nothing to hold.");
  return [{ conversationId: row.id }];
}

/**
 * Puts a conversation, or a person with all they wrote and will write, under legal hold: neither an erasure nor retention
 * touches it until it is released. What is held already stays as it is.
 * @returns the ids of the holds: one, or one for each row of the person
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (nothing is left of it)
 */
export async function setHold(actor: Actor, { of, reason }: HoldInput): Promise<HoldSet> {
  requireRight(actor, "privacy.manage");
  return db().$transaction(async (tx) => {
    await holdForErasure(tx);
    const ids: string[] = [];
    for (const target of await targetsOf(tx, of)) {
      const held = await tx.legalHold.findFirst({ where: { ...target, releasedAt: null } });
      if (held) {
        ids.push(held.id);
        continue;
      }
      const id = newId();
      const setById = actor.kind === "user" ? actor.userId : null;
      await tx.legalHold.create({ data: { id, ...target, reason, setById } });
      const about = "conversationId" in target ? { conversationId: target.conversationId } : {};
      const facts = { holdId: id, of: "conversationId" in target ? "conversation" : "person", reason };
      await appendEvents(tx, [{ type: "privacy.hold.set", actor, ...about, facts }]);
      ids.push(id);
    }
    return { ids };
  });
}
