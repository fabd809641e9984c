import "server-only";
import { z } from "zod";
import { STANDS } from "@/domain/triage/standing-decision";
import { db } from "@/lib/db/client";

const rowSchema = z.object({
  asked: z.number().int(),
  risk: z.number().int(),
  found: z.number().int(),
  none: z.number().int(),
  cleared: z.number().int(),
});
export type GoldError = z.infer<typeof rowSchema>;

/**
 * How often answers to reference cases have the verdict of the reference: of those with a risk, and of those without. `asked`
 * is how many were given out, answered or not. A key that was taken back or corrected since is none.
 */
export async function loadGoldError(): Promise<GoldError> {
  const rows = await db().$queryRaw`
    SELECT count(*)::int AS asked, count(answer.id) FILTER (WHERE d.verdict = 'risk')::int AS risk,
      count(*) FILTER (WHERE d.verdict = 'risk' AND answer.verdict = 'risk')::int AS found,
      count(answer.id) FILTER (WHERE d.verdict = 'none')::int AS none,
      count(*) FILTER (WHERE d.verdict = 'none' AND answer.verdict = 'none')::int AS cleared
    FROM review_slot s JOIN gold_case g ON g.id = s.gold_case_id JOIN decision d ON d.id = g.decision_id
    LEFT JOIN decision answer ON answer.id = s.answer_id
    WHERE s.kind = 'gold' AND s.withdrawn_at IS NULL AND ${STANDS}`;
  const [row] = z.array(rowSchema).parse(rows);
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}
