/** One vote of one judge: an answer, read and checked, and a second try where it cannot be read. */
import type { CallRequest, CallResult, EngineCall, Model } from "@/inference/engines/model";
import { findConflict } from "@/inference/find-conflict";
import { findFailureInWords, isRefusal } from "@/inference/find-failure-in-words";
import { parseJsonAnswer } from "@/inference/parse-json-answer";
import { parseOutput } from "@/inference/parse-output";
import type { Reading, UnscoredReason } from "@/inference/risk";
import { decisionScore } from "@/inference/scores/decision-score";
import { JUDGE_TEMPERATURE } from "@/inference/strategies/run-strategy";
import type { Vote } from "@/inference/strategies/vote";
import { wasCut } from "@/inference/windows/was-cut";

/** Far from the seeds of the other judges, so that a second try is not the first one of a neighbour. */
const RETRY_SEED_STEP = 1000;

/** What another try can mend. A conflict is a finding, and what the server could not do has been tried again below. */
const WORTH_ANOTHER_TRY: readonly UnscoredReason[] = ["output_not_understood", "output_cut_off", "model_error"];

/**
 * Asks a model once, and once more where it answered something that cannot be read: with another seed, never greedily
 * (it would repeat itself), and held to the output format where the model was seen to be able to.
 *
 * @returns the vote, with every call that was made for it in order; the score stands at its call too. An answer that
 *   finds nothing while its reflection names a danger is unscored, and so is one to a text that the server had cut:
 *   risks named in that one are suspected. Throws only where `model.call` does, which it must not
 */
export async function askJudge(model: Model, request: CallRequest): Promise<Vote & { calls: readonly EngineCall[] }> {
  const first = await askOnce(model, request);
  if (!first.isAnswered || !isWorthAnotherTry(first.vote.reading) || request.signal?.aborted) {
    return { ...first.vote, calls: first.calls };
  }
  const second = await askOnce(model, {
    ...request,
    seed: request.seed + RETRY_SEED_STEP,
    temperature: Math.max(request.temperature, JUDGE_TEMPERATURE),
    constrained: model.capabilities()?.grammar ?? false,
    purpose: "retry",
  });
  const calls = [...first.calls, ...second.calls];
  // Models decline what is dangerous: one that was then made to answer has not thereby said that there is nothing.
  const declined = isRefusal(first.calls.at(-1)?.raw ?? "") && second.vote.reading.outcome === "none";
  return declined ? { ...first.vote, calls } : { ...second.vote, calls };
}

type Answered = { vote: Vote; calls: readonly EngineCall[]; isAnswered: boolean };

async function askOnce(model: Model, request: CallRequest): Promise<Answered> {
  const result = await model.call(request);
  if (result.answer === null) {
    const { reason, detail } = result.failure;
    return {
      vote: { reading: { outcome: "unscored", reason, detail }, score: null },
      calls: result.calls,
      isAnswered: false,
    };
  }
  const answer = checkWords(readAnswer(result.answer, request.constrained));
  const score = answer.outcome === "unscored" ? null : decisionScore(result.answer.logprobs);
  const calls = result.calls.map((call, index) => (index === result.calls.length - 1 ? { ...call, score } : call));
  const overhead = model.capabilities()?.templateOverhead;
  return { vote: { ...checkAnswer(answer, request, result, overhead), score }, calls, isAnswered: true };
}

/** A server that can be held to JSON only answers in JSON then, and never otherwise. */
function readAnswer(
  { raw, finishReason }: { raw: string; finishReason: string | null },
  constrained: boolean,
): Reading {
  const isJson = constrained && raw.trimStart().startsWith("{");
  return isJson ? parseJsonAnswer(raw, finishReason) : parseOutput(raw, finishReason);
}

/** What goes round in circles or declines to answer is no reading, however well-formed: a list below it means nothing. */
function checkWords(answer: Reading): Reading {
  const why = answer.outcome === "unscored" ? null : findFailureInWords(answer.reflection);
  return why === null ? answer : { outcome: "unscored", reason: "output_not_understood", detail: why };
}

function checkAnswer(
  answer: Reading,
  request: CallRequest,
  { calls }: CallResult,
  templateOverhead: number | null | undefined,
): Pick<Vote, "reading" | "suspected"> {
  const seen = calls.at(-1)?.promptTokens ?? null;
  if (wasCut(request.promptTokens, seen, templateOverhead)) {
    const detail = `The model server read ${seen} tokens of a text of ${request.promptTokens}.`;
    const reading: Reading = { outcome: "unscored", reason: "input_cut", detail };
    return answer.outcome === "risk" ? { reading, suspected: answer.risks } : { reading };
  }
  if (answer.outcome === "none" && findConflict(answer.reflection)) {
    const detail = "The model's reasoning names a danger, yet its list of risks is empty.";
    return { reading: { outcome: "unscored", reason: "reflection_conflict", detail } };
  }
  return { reading: answer };
}

function isWorthAnotherTry(reading: Reading): boolean {
  return reading.outcome === "unscored" && WORTH_ANOTHER_TRY.includes(reading.reason);
}
