import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { openSlot } from "@/domain/decide/open-slot";
import { currentSetting } from "@/domain/settings/current-setting";
import { STANDS, WAITS } from "@/domain/triage/standing-decision";
import { LOWEST_TIER } from "@/domain/triage/tier";
import { db, type Tx } from "@/lib/db/client";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Their share is that of what a person decided in these days. */
const LATELY_DAYS = 30;
/** Only before people who have decided something in these hours. */
const AT_WORK_HOURS = 1;

const pickedSchema = z.array(
  z.object({
    reviewer_id: z.string(),
    gold_id: z.uuid(),
    conversation_id: z.uuid(),
    revision: z.number().int(),
    classification_id: z.uuid().nullable(),
  }),
);

/**
 * Who is at work, has none before them, and was given fewer than their share; and for each of them a conversation that
 * they have neither decided on nor had before them, whose answer still holds, in an order of their own.
 */
async function pick(tx: Tx, share: number) {
  const rows = await tx.$queryRaw`
    WITH at_work AS MATERIALIZED (
      SELECT DISTINCT d.reviewer_id FROM decision d WHERE d.decided_at > now() - make_interval(hours => ${AT_WORK_HOURS})
    ), due AS (
      SELECT w.reviewer_id FROM at_work w JOIN "user" u ON u.id = w.reviewer_id AND u.disabled_at IS NULL
      CROSS JOIN LATERAL (SELECT count(*) AS decided FROM decision d JOIN "case" c ON c.id = d.case_id
        WHERE d.reviewer_id = w.reviewer_id AND d.decided_at > now() - make_interval(days => ${LATELY_DAYS})
          AND c.reason <> 'gold') lately
      WHERE NOT EXISTS (SELECT 1 FROM "case" open WHERE open.for_user_id = w.reviewer_id AND open.reason = 'gold'
          AND open.state IN ('open', 'claimed', 'escalated'))
        AND NOT EXISTS (SELECT 1 FROM review_slot said JOIN decision answer ON answer.id = said.answer_id
          WHERE said.kind = 'gold' AND said.reviewer_id = w.reviewer_id AND answer.undoable_until > now())
        AND 1 + (SELECT count(*) FROM review_slot given WHERE given.kind = 'gold' AND given.reviewer_id = w.reviewer_id
          AND given.created_at > now() - make_interval(days => ${LATELY_DAYS})) <= ${share}::float8 * lately.decided
    )
    SELECT due.reviewer_id, g.id AS gold_id, g.conversation_id, g.revision, g.classification_id FROM due
    CROSS JOIN LATERAL (
      SELECT gold.id, gold.conversation_id, gold.revision, d.classification_id
      FROM gold_case gold JOIN decision d ON d.id = gold.decision_id
      WHERE gold.retired_at IS NULL AND ${STANDS} AND NOT ${WAITS}
        AND NOT EXISTS (SELECT 1 FROM decision own WHERE own.conversation_id = gold.conversation_id
          AND own.reviewer_id = due.reviewer_id)
        AND NOT EXISTS (SELECT 1 FROM claim seen JOIN "case" of ON of.id = seen.case_id
          WHERE of.conversation_id = gold.conversation_id AND seen.reviewer_id = due.reviewer_id)
        AND NOT EXISTS (SELECT 1 FROM review_slot had WHERE had.gold_case_id = gold.id
          AND had.reviewer_id = due.reviewer_id)
      ORDER BY md5(gold.id::text || due.reviewer_id) LIMIT 1
    ) g`;
  return pickedSchema.parse(rows);
}

/**
 * Mixes conversations whose answer is known into the work of those who are at it: at most one before a person at a time,
 * and never more than the share that is set of what they decided lately. Run by the workers. Returns how many.
 */
export async function mixInGold(): Promise<number> {
  const { goldShare } = await currentSetting("more_eyes");
  if (goldShare <= 0) return 0;
  return db().$transaction(async (tx) => {
    // Two workers would both see that nobody has one yet: who comes second leaves it to the first.
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext('gold'), 0) AS mine`;
    if (!lock?.mine) return 0;
    const picked = await pick(tx, goldShare);
    for (const row of picked) {
      await openSlot(tx, WORKER, {
        kind: "gold",
        conversationId: row.conversation_id,
        revision: row.revision,
        classificationId: row.classification_id,
        tier: LOWEST_TIER,
        probability: goldShare,
        goldCaseId: row.gold_id,
        reviewerId: row.reviewer_id,
      });
    }
    return picked.length;
  });
}
