import "server-only";
import { z } from "zod";
import { narrowedToDecisions } from "@/domain/measure/figures/filter-sql";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { db } from "@/lib/db/client";

const readTwiceSchema = z.object({ flagged: z.boolean(), provisional: z.boolean(), n: z.number().int() });
/** Conversations whose counted answer is a risk that a second person read too, or that a third settled. */
export type ReadTwice = z.infer<typeof readTwiceSchema>;

/** How many of the stated risks that count are no longer the word of one person alone, on each side of the flag. */
export async function loadReadTwice(filter: MeasureFilter): Promise<ReadTwice[]> {
  const rows = await db().$queryRaw`
    SELECT f.outcome = 'risk' AS flagged, f.provisional, count(DISTINCT f.conversation_id)::int AS n
    FROM review_slot s JOIN measure_fact f ON f.conversation_id = s.conversation_id
    WHERE s.answer_id IS NOT NULL AND s.withdrawn_at IS NULL AND f.answer = 'risk' AND f.outcome <> 'unscored'
      AND ((s.kind = 'second_review' AND s.first_decision_id = f.decision_id)
        OR (s.kind = 'adjudication' AND s.answer_id = f.decision_id))
      AND ${narrowedToDecisions(filter, "f")}
    GROUP BY 1, 2`;
  return z.array(readTwiceSchema).parse(rows);
}
