import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { holdForErasure } from "@/domain/ingest/erasure-lock";
import { destroyContent } from "@/domain/privacy/destroy-content";
import { holdWork } from "@/domain/privacy/end-work";
import type { Destroyed, ErasureInput, ErasurePreview } from "@/domain/privacy/erasure-dto";
import { refusalOf, unnamedOf } from "@/domain/privacy/erasure-rules";
import { findScope, lookAtScope } from "@/domain/privacy/find-scope";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** A person who wrote for years is one transaction all the same: half an erasure is none. In milliseconds. */
const LONGEST_MS = 5 * 60_000;

const WORDS: Readonly<Record<NonNullable<ErasurePreview["refusal"]>, string>> = {
  unknown: "Nobody is known by this.",
  held: "Some of it is under legal hold. Release the hold first, or wait until it ends.",
  being_reviewed:
    "A reviewer is reading one of the cases now. Wait until they have decided, or ask them to give it back.",
};

/**
 * Erases a person: their key, and those of the conversations they took part in. What is open or unread ends with it, and
 * must be named, so that nothing that waits for a reviewer vanishes unseen.
 * @throws FORBIDDEN, NOT_FOUND (nobody), CONFLICT (a hold, a reviewer who reads, something open that was not named; `current` is the preview as it stands)
 */
export async function erasePerson(actor: Actor, { subject, reason, ends }: ErasureInput): Promise<Destroyed> {
  requireRight(actor, "privacy.manage");
  return db().$transaction(
    async (tx) => {
      await holdForErasure(tx);
      const scope = await findScope(tx, subject);
      await holdWork(
        tx,
        scope.conversations.map(({ id }) => id),
      );
      const found = await lookAtScope(tx, scope);
      const refusal = refusalOf(found);
      const current = { ...found, refusal };
      if (refusal === "unknown") throw new AppError("NOT_FOUND", WORDS.unknown);
      if (refusal !== null) throw new AppError("CONFLICT", WORDS[refusal], { members: { current } });
      const unnamed = unnamedOf(found, ends);
      if (unnamed.length > 0) {
        const says = "Something is open or unread that was not named. Look at it, then confirm that it ends too.";
        throw new AppError("CONFLICT", says, { members: { current } });
      }
      return destroyContent(tx, actor, scope, { cause: "person", reason });
    },
    { timeout: LONGEST_MS, maxWait: 10_000 },
  );
}
