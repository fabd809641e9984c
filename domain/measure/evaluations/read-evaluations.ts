import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { getRunRow, RUN_ROW, toRunDto } from "@/domain/measure/evaluations/evaluation-row";
import type { EvaluationPage, EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";
import { db } from "@/lib/db/client";

export const evaluationFilterSchema = z.object({
  cursor: z.uuid().optional().meta({ description: "The `next` of the page before" }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** Evaluations, newest first. Throws FORBIDDEN. */
export async function listEvaluations(
  actor: Actor,
  { cursor, limit }: z.infer<typeof evaluationFilterSchema>,
): Promise<EvaluationPage> {
  requireRight(actor, "measure.read");
  const rows = await db().evaluationRun.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...RUN_ROW,
    take: limit + 1,
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  });
  const items = rows.slice(0, limit).map((row) => toRunDto(row, actor));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** One evaluation: its progress, and its figures as far as they are there. Throws FORBIDDEN, NOT_FOUND. */
export async function getEvaluation(actor: Actor, id: string): Promise<EvaluationRunDto> {
  requireRight(actor, "measure.read");
  return toRunDto(await getRunRow(db(), id), actor);
}
