import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { ErasurePreview, ErasureSubject } from "@/domain/privacy/erasure-dto";
import { refusalOf } from "@/domain/privacy/erasure-rules";
import { findScope, lookAtScope } from "@/domain/privacy/find-scope";
import { db } from "@/lib/db/client";

/**
 * What an erasure would take, and what would end with it. Looking somebody up is written down, without who it was.
 * @throws FORBIDDEN, CONFLICT where the conversation has several people
 */
export async function previewErasure(actor: Actor, subject: ErasureSubject): Promise<ErasurePreview> {
  requireRight(actor, "privacy.manage");
  return db().$transaction(async (tx) => {
    const found = await lookAtScope(tx, await findScope(tx, subject));
    const { authors, conversations } = found;
    await appendEvent(tx, { type: "privacy.person.looked_up", actor, facts: { authors, conversations } });
    return { ...found, refusal: refusalOf(found) };
  });
}
