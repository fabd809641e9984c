import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { worstMisses } from "@/domain/measure/evaluate";
import { getRunRow } from "@/domain/measure/evaluations/evaluation-row";
import type { EvaluationMisses } from "@/domain/measure/evaluations/evaluation-schema";
import { loadAnswers, openCases } from "@/domain/measure/evaluations/stored-answers";
import { db } from "@/lib/db/client";

const WORST = 10;

export const missesFilterSchema = z.object({
  position: z.coerce.number().int().min(0).max(3).default(0).meta({ description: "Which strategy of the run, from 0" }),
});

/**
 * The ten worst answers of one strategy with their texts. Content is shown, so looking is written down.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function listMisses(
  actor: Actor,
  id: string,
  { position }: z.infer<typeof missesFilterSchema>,
): Promise<EvaluationMisses> {
  requireRight(actor, "content.export");
  await getRunRow(db(), id);
  const cases = await openCases(id);
  const answers = await loadAnswers(id, position, cases);
  const messagesOf = new Map([...answers].map(([place, answer]) => [answer, cases[place]?.messages ?? []]));
  const wrong = worstMisses([...answers.values()], answers.size);
  const items = wrong.slice(0, WORST).map((answer) => ({
    id: answer.id,
    expected: { outcome: answer.expected.outcome, level: answer.expected.level },
    got: { outcome: answer.got, level: answer.level, types: [...answer.types] },
    messages: messagesOf.get(answer) ?? [],
  }));
  if (items.length > 0) {
    const facts = { evaluationId: id, cases: items.length };
    await appendEvent(db(), { type: "measure.evaluation.viewed", actor, facts });
  }
  return { items, total: wrong.length };
}
