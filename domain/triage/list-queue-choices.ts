import "server-only";
import { type Actor, requireRight, rolesWith } from "@/domain/access/actor";
import type { QueueChoices } from "@/domain/triage/queue-choices";
import { db } from "@/lib/db/client";

/** What the filters of the queue can be set to. Throws FORBIDDEN. */
export async function listQueueChoices(actor: Actor): Promise<QueueChoices> {
  requireRight(actor, "case.read");
  const [sources, languages, people] = await Promise.all([
    db().source.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    // From one language to the next, as many steps as there are languages, however many conversations.
    db().$queryRaw<{ language: string }[]>`
      WITH RECURSIVE step AS (
        (SELECT language FROM conversation WHERE language IS NOT NULL ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT c.language FROM conversation c WHERE c.language > step.language ORDER BY c.language LIMIT 1)
        FROM step WHERE step.language IS NOT NULL)
      SELECT language FROM step WHERE language IS NOT NULL`,
    db().user.findMany({
      where: { disabledAt: null, roles: { hasSome: [...rolesWith("case.claim")] } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  ]);
  return { sources, languages: languages.map(({ language }) => language), people };
}
