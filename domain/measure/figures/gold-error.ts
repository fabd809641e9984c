import "server-only";
import { z } from "zod";
import { type Clustered, clusteredShare } from "@/domain/measure/statistics/clustered";
import { STANDS } from "@/domain/triage/standing-decision";
import { db } from "@/lib/db/client";

const count = z.number().int();
const rowSchema = z.object({ verdict: z.enum(["risk", "none"]), asked: count, n: count, hits: count });
/** Answers to the reference cases of each verdict, `hits` of them right. Their clusters are the cases. */
export type GoldError = { asked: number; risk: Clustered; none: Clustered };

/**
 * How often answers to reference cases have the verdict of the reference: of those with a risk, and of those without. `asked`
 * is how many were given out, answered or not. What several people say of one case goes together: some are hard. A key that was taken back or corrected since is none.
 */
export async function loadGoldError(): Promise<GoldError> {
  const rows = await db().$queryRaw`
    SELECT d.verdict, count(*)::int AS asked, count(answer.id)::int AS n,
      count(*) FILTER (WHERE answer.verdict = d.verdict)::int AS hits
    FROM review_slot s JOIN gold_case g ON g.id = s.gold_case_id JOIN decision d ON d.id = g.decision_id
    LEFT JOIN decision answer ON answer.id = s.answer_id
    WHERE s.kind = 'gold' AND s.withdrawn_at IS NULL AND ${STANDS}
    GROUP BY g.conversation_id, d.verdict`;
  const cases = z.array(rowSchema).parse(rows);
  const of = (verdict: "risk" | "none") => clusteredShare(cases.filter((one) => one.verdict === verdict));
  return { asked: cases.reduce((sum, { asked }) => sum + asked, 0), risk: of("risk"), none: of("none") };
}
