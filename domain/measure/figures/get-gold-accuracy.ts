import "server-only";
import { z } from "zod";
import { type Actor, hasRight, requireUser } from "@/domain/access/actor";
import { shareFigure } from "@/domain/measure/figures/rate-figures";
import type { GoldAccuracy, goldQuerySchema } from "@/domain/measure/figures/reviewer-figures-dto";
import { counted, whole } from "@/domain/measure/figures/say";
import { shareOf } from "@/domain/measure/figures/tally";
import { STANDS } from "@/domain/triage/standing-decision";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const count = z.number().int();
const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  asked: count,
  answered: count,
  right: count,
  risk: count,
  found: count,
  none: count,
  cleared: count,
});
type Row = z.infer<typeof rowSchema>;

/** Answers beside the key `d`, while it holds: one that was taken back or corrected since is no measure of anybody. */
async function loadAccuracy(reviewerId: string | null): Promise<Row[]> {
  const rows = await db().$queryRaw`
    SELECT u.id, u.name, count(*)::int AS asked, count(answer.id)::int AS answered,
      count(*) FILTER (WHERE s.agreed AND answer.id IS NOT NULL)::int AS right,
      count(answer.id) FILTER (WHERE d.verdict = 'risk')::int AS risk,
      count(*) FILTER (WHERE d.verdict = 'risk' AND answer.verdict = 'risk')::int AS found,
      count(answer.id) FILTER (WHERE d.verdict = 'none')::int AS none,
      count(*) FILTER (WHERE d.verdict = 'none' AND answer.verdict = 'none')::int AS cleared
    FROM review_slot s JOIN "user" u ON u.id = s.reviewer_id JOIN gold_case g ON g.id = s.gold_case_id
    JOIN decision d ON d.id = g.decision_id LEFT JOIN decision answer ON answer.id = s.answer_id
    WHERE s.kind = 'gold' AND s.withdrawn_at IS NULL AND ${STANDS} AND (${reviewerId}::text IS NULL OR s.reviewer_id = ${reviewerId})
    GROUP BY u.id, u.name ORDER BY u.name, u.id`;
  return z.array(rowSchema).parse(rows);
}

function accuracyOf({
  id,
  name,
  asked,
  answered,
  right,
  risk,
  found,
  none,
  cleared,
}: Row): GoldAccuracy["items"][number] {
  const response = shareOf(answered, asked);
  const nothing = "No reference case of this kind was answered.";
  const figure = (hits: number, n: number, means: string) =>
    shareFigure(hits, n, "blind", response, { means, nothing });
  const both = found + cleared;
  return {
    reviewer: { id, name },
    asked,
    answered,
    right,
    verdict: figure(both, answered, `The right verdict in ${whole(both)} of ${counted(answered, "reference case")}.`),
    whole: figure(
      right,
      answered,
      `The same conclusion in the whole in ${whole(right)} of ${counted(answered, "reference case")}.`,
    ),
    sensitivity: figure(found, risk, `A risk found in ${whole(found)} of ${counted(risk, "reference case")} with one.`),
    specificity: figure(
      cleared,
      none,
      `No risk found in ${whole(cleared)} of ${counted(none, "reference case")} without one.`,
    ),
  };
}

/**
 * How people answer reference cases: one's own, and for leads everybody's. It is nobody else's business.
 * @throws FORBIDDEN for somebody else's
 */
export async function getGoldAccuracy(
  actor: Actor,
  { reviewer }: z.infer<typeof goldQuerySchema>,
): Promise<GoldAccuracy> {
  const user = requireUser(actor, "case.decide");
  const mayAll = hasRight(user, "case.lead");
  if (!mayAll && reviewer !== undefined && reviewer !== user.userId)
    throw new AppError("FORBIDDEN", "How somebody answers reference cases is for them and for leads.");
  const items = await loadAccuracy(mayAll ? (reviewer ?? null) : user.userId);
  return { items: items.map(accuracyOf) };
}
