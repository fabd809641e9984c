import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { answerCases } from "@/domain/measure/answer-cases";
import { compareAnswers } from "@/domain/measure/compare-answers";
import { scoreAnswers } from "@/domain/measure/evaluate";
import { endEvaluation } from "@/domain/measure/evaluations/end-evaluation";
import { strategyFiguresSchema } from "@/domain/measure/evaluations/evaluation-schema";
import { loadAnswers, openCases } from "@/domain/measure/evaluations/stored-answers";
import type { Answer, LabelledCase } from "@/domain/measure/labelled-case";
import { type HeldRun, hasRunToWork, workOnRun } from "@/domain/measure/leased-run";
import { wasAway } from "@/domain/measure/reading-facts";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { STRATEGY_NAMES, strategyOf, VOTE_RULES } from "@/inference/strategies/strategy";
import { SealBroken } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Why a run cannot go on, for people and without content. */
class EvaluationFailed extends Error {
  override readonly name = "EvaluationFailed";
}

type Held = HeldRun & { engine: Engine };

/**
 * Takes the oldest evaluation that nobody works on and reads its cases, each stored as soon as it is read. One that was
 * stopped, by a kill or because no model answered, goes on after what is stored.
 * @param signal given when the process stops: readings under way are broken off, and are asked for again
 * @returns whether there was one, and it went on
 */
export async function workOnEvaluation(engine: Engine, signal: AbortSignal): Promise<boolean> {
  if (!(await hasRunToWork("evaluation")) || !(await engine.isReachable())) return false;
  return workOnRun("evaluation", signal, async (taken) => {
    const held: Held = { ...taken, engine };
    try {
      return await run(held);
    } catch (error) {
      held.stop();
      await fail(held, error);
      return true;
    }
  });
}

/** @returns false when it had to stop before the end */
async function run(held: Held): Promise<boolean> {
  const { id, leaseToken, signal } = held;
  const cases = await openCases(id);
  const strategies = await db().evaluationStrategy.findMany({ where: { runId: id }, orderBy: { position: "asc" } });
  const all: Answer[][] = [];
  for (const { position, strategy, judges, voteRule } of strategies) {
    const name = z.enum(STRATEGY_NAMES).parse(strategy);
    const rule = z.enum(VOTE_RULES).parse(voteRule);
    const answers = await readRest(held, cases, { position, strategy: strategyOf(name, judges, rule) });
    if (signal.aborted || answers.length < cases.length) return false;
    const { misses: _misses, ...scored } = scoreAnswers(answers);
    const figures = strategyFiguresSchema.parse(scored);
    await db().evaluationStrategy.update({
      where: { runId_position: { runId: id, position }, run: { leaseToken } },
      data: { figures },
    });
    all.push(answers);
  }
  const [first = [], ...others] = all;
  const comparisons = others.map((other) => compareAnswers(first, other));
  await endEvaluation(WORKER, id, leaseToken, { state: "finished", comparisons });
  return true;
}

type Part = { position: number; strategy: ReturnType<typeof strategyOf> };

/** Reads the cases that this strategy has not read yet. @returns all its answers, in the order of the file */
async function readRest(held: Held, cases: readonly LabelledCase[], { position, strategy }: Part): Promise<Answer[]> {
  const { id, engine, signal, stop } = held;
  const known = await loadAnswers(id, position, cases);
  const rest = [...cases.entries()].filter(([place]) => !known.has(place));
  await answerCases(
    engine,
    rest.map(([, labelled]) => labelled),
    {
      strategy,
      signal,
      onAnswer: async (answer, at, read) => {
        const place = rest[at]?.[0];
        if (place === undefined || signal.aborted) return;
        // A model that is away says nothing about its worth: the run waits for it, and reads this case again.
        if (wasAway(read)) return stop();
        await keepModel(held, answer, read);
        await store(held, position, place, answer);
        known.set(place, answer);
      },
    },
  );
  return [...known].toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
}

/** Figures are about one model: a run whose model is exchanged in the middle is of no use. */
async function keepModel({ id }: Held, { got }: Answer, { engine, model }: EngineReading): Promise<void> {
  if (got === "unscored") return;
  const { count } = await db().evaluationRun.updateMany({ where: { id, model: null }, data: { engine, model } });
  if (count > 0) return;
  const kept = await db().evaluationRun.findUnique({ where: { id }, select: { model: true } });
  if (kept && kept.model !== model) {
    throw new EvaluationFailed("Another model answers now than at its beginning. Start it again.");
  }
}

async function store({ id, leaseToken, stop }: Held, strategy: number, position: number, answer: Answer) {
  const { got, types, level, cost } = answer;
  const stored = await db().$executeRaw`
    INSERT INTO evaluation_reading (run_id, strategy, position, outcome, types, level, calls, prompt_tokens, completion_tokens, latency_ms)
    SELECT id, ${strategy}::int, ${position}::int, ${got}::outcome, ${[...types]}::text[], ${level}::text, ${cost.calls}::int,
      ${cost.promptTokens}::int, ${cost.completionTokens}::int, ${Math.round(cost.latencyMs)}::int
    FROM evaluation_run WHERE id = ${id}::uuid AND lease_token = ${leaseToken}::uuid AND state = 'running'
    ON CONFLICT DO NOTHING`;
  if (stored === 0) stop();
}

/** What a person can do something about is said; the rest is in the log. A database that is away is waited for. */
async function fail({ id, leaseToken }: Held, error: unknown): Promise<void> {
  if (isDatabaseAway(error)) throw error;
  const isTold = error instanceof EvaluationFailed;
  if (!isTold) log.error({ evaluation: id, error: loggableError(error) }, "an evaluation failed");
  const failure = isTold
    ? error.message
    : error instanceof SealBroken
      ? "The stored file cannot be opened any more. Upload it again."
      : "Vigil failed while measuring; the log of the worker says why.";
  await endEvaluation(WORKER, id, leaseToken, { state: "failed", failure });
}
