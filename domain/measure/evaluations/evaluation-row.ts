import "server-only";
import { z } from "zod";
import { type Actor, hasRight } from "@/domain/access/actor";
import {
  comparisonSchema,
  type EvaluationRunDto,
  strategyFiguresSchema,
} from "@/domain/measure/evaluations/evaluation-schema";
import { STRATEGY_NAMES, VOTE_RULES } from "@/inference/strategies/strategy";
import type { Place } from "@/lib/crypto/seal";
import type { Db, Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** The places that the parts of an evaluation are sealed for. */
export function evaluationPlace(runId: string, column: "file_sealed" | "file_name_sealed"): Place {
  return { table: "evaluation_run", column, row: runId };
}

export const RUN_ROW = {
  include: {
    dataKey: true,
    createdBy: { select: { name: true } },
    strategies: { orderBy: { position: "asc" }, include: { _count: { select: { readings: true } } } },
  },
  // The file itself can be megabytes, and most reads do not want it.
  omit: { fileSealed: true },
} as const;

/** The row of a run, without its file. Throws NOT_FOUND. */
export async function getRunRow(client: Db | Tx, id: string) {
  const row = await client.evaluationRun.findUnique({ where: { id }, ...RUN_ROW });
  if (!row) throw new AppError("NOT_FOUND", "There is no evaluation with this id.");
  return row;
}
type RunRow = Awaited<ReturnType<typeof getRunRow>>;

const comparisonsSchema = z.array(comparisonSchema).nullable();

/** A run as the API gives it. The file's name is content, and for those alone who may have content. */
export function toRunDto(row: RunRow, actor: Actor): EvaluationRunDto {
  const key = hasRight(actor, "content.export") ? openDataKeyOrNull(row.dataKey) : null;
  const comparisons = comparisonsSchema.parse(row.comparisons);
  const { id, state, failure, cases, leftOut, engine, model } = row;
  return {
    ...{ id, state, failure, cases, leftOut, engine, model },
    fileName: openTextOrNull(key, row.fileNameSealed, evaluationPlace(id, "file_name_sealed")),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdBy: row.createdBy?.name ?? null,
    strategies: row.strategies.map(({ strategy, judges, voteRule, figures, _count: { readings }, position }) => ({
      strategy: z.enum(STRATEGY_NAMES).parse(strategy),
      judges,
      voteRule: z.enum(VOTE_RULES).parse(voteRule),
      done: readings,
      figures: strategyFiguresSchema.nullable().parse(figures),
      comparison: position === 0 ? null : (comparisons?.[position - 1] ?? null),
    })),
  };
}
