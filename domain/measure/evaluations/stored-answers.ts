import "server-only";
import { readEvaluationFile } from "@/domain/measure/evaluation-file";
import { evaluationPlace } from "@/domain/measure/evaluations/evaluation-row";
import type { Answer, LabelledCase } from "@/domain/measure/labelled-case";
import { LEVELS } from "@/domain/measure/labelled-case";
import { RISK_TYPES } from "@/inference/risk";
import { openText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKey } from "@/lib/keys/data-keys";

/** The labelled cases of a run, in their order. @throws NOT_FOUND, CONFLICT (erased), SealBroken */
export async function openCases(runId: string): Promise<LabelledCase[]> {
  const row = await db().evaluationRun.findUnique({
    where: { id: runId },
    select: { fileSealed: true, dataKey: true },
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no evaluation with this id.");
  const key = openDataKey(row.dataKey);
  if (!key) throw new AppError("CONFLICT", "The texts of this file were erased. Its figures stand.");
  return readEvaluationFile(openText(key.key, row.fileSealed, evaluationPlace(runId, "file_sealed"))).cases;
}

/** What one strategy of a run has said so far, by the place of the case. */
export async function loadAnswers(
  runId: string,
  strategy: number,
  cases: readonly LabelledCase[],
): Promise<Map<number, Answer>> {
  const rows = await db().evaluationReading.findMany({ where: { runId, strategy }, orderBy: { position: "asc" } });
  const answers = rows.map((row): [number, Answer] => {
    const labelled = cases[row.position];
    if (!labelled) throw new Error("a stored answer belongs to no case of its file");
    const { outcome, calls, promptTokens, completionTokens, latencyMs } = row;
    return [
      row.position,
      {
        id: labelled.id,
        expected: labelled.expected,
        got: outcome,
        types: RISK_TYPES.filter((type) => row.types.includes(type)),
        level: LEVELS.find((level) => level === row.level) ?? null,
        cost: { calls, promptTokens, completionTokens, latencyMs },
      },
    ];
  });
  return new Map(answers);
}
