import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type EvaluationFile, readEvaluationFile, UnreadableLabels } from "@/domain/measure/evaluation-file";
import { evaluationPlace, getRunRow, toRunDto } from "@/domain/measure/evaluations/evaluation-row";
import type { EvaluationRunDto } from "@/domain/measure/evaluations/evaluation-schema";
import { DEFAULT_RULE, type Strategy } from "@/inference/strategies/strategy";
import { sealText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { createDataKey } from "@/lib/keys/data-keys";

/** Largest file, in bytes, and the most cases in it: it is held in memory, and each case is a call or more. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const MAX_CASES = 5_000;

async function readText(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > MAX_FILE_BYTES) throw new AppError("TOO_LARGE", "A file of labels may have at most 5 MiB. Split it.");
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("INVALID", "The file is not text in UTF-8.");
  }
}

function readLabels(text: string): EvaluationFile {
  try {
    return readEvaluationFile(text);
  } catch (error) {
    if (!(error instanceof UnreadableLabels)) throw error;
    throw new AppError("INVALID", `Line ${error.line} of the file: ${error.reason}`);
  }
}

/**
 * Takes a file of labels in, whole and sealed, for a worker to read with each of the strategies. Nothing of it becomes a
 * conversation.
 * @param strategies the others are compared with the first
 * @throws FORBIDDEN; TOO_LARGE (file or number of cases); INVALID, naming the first line that is no label
 */
export async function startEvaluation(
  actor: Actor,
  { fileName, strategies }: { fileName: string; strategies: readonly Strategy[] },
  content: AsyncIterable<Uint8Array>,
): Promise<EvaluationRunDto> {
  requireRight(actor, "model.manage");
  const text = await readText(content);
  const { cases, leftOut } = readLabels(text);
  if (cases.length === 0) throw new AppError("INVALID", "Every case of the file allows both outcomes: none is left.");
  if (cases.length > MAX_CASES) {
    throw new AppError("TOO_LARGE", `A file may have at most ${MAX_CASES} cases; this has ${cases.length}. Split it.`);
  }
  const id = newId();
  return db().$transaction(async (tx) => {
    const { id: dataKeyId, key } = await createDataKey(tx, "evaluation");
    await tx.evaluationRun.create({
      data: {
        id,
        createdById: actor.kind === "user" ? actor.userId : null,
        dataKeyId,
        fileNameSealed: sealText(key, fileName, evaluationPlace(id, "file_name_sealed")),
        fileSealed: sealText(key, text, evaluationPlace(id, "file_sealed")),
        cases: cases.length,
        leftOut: leftOut.length,
        strategies: {
          create: strategies.map((strategy, position) => ({
            position,
            strategy: strategy.name,
            judges: strategy.name === "single" ? 1 : strategy.judges,
            voteRule: strategy.name === "single" ? DEFAULT_RULE : strategy.rule,
          })),
        },
      },
    });
    const facts = { evaluationId: id, cases: cases.length, strategies: strategies.map(({ name }) => name) };
    await appendEvent(tx, { type: "measure.evaluation.started", actor, facts });
    return toRunDto(await getRunRow(tx, id), actor);
  });
}
