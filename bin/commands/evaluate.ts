import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Run, readArguments, WrongUse } from "@/bin/commands/command";
import { linesOfEvaluation } from "@/bin/commands/evaluation-lines";
import type { Output } from "@/bin/commands/output";
import { answerCases } from "@/domain/measure/answer-cases";
import { compareAnswers } from "@/domain/measure/compare-answers";
import { type Evaluation, scoreAnswers } from "@/domain/measure/evaluate";
import { readEvaluationFile, UnreadableLabels } from "@/domain/measure/evaluation-file";
import type { Answer, LabelledCase } from "@/domain/measure/labelled-case";
import { chooseEngine } from "@/inference/choose-engine";
import type { Engine } from "@/inference/engines/engine";
import { STRATEGY_NAMES, type Strategy, strategyOf, VOTE_RULES } from "@/inference/strategies/strategy";
import { inferenceEngines, parseSettings } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";

/** Between two lines of progress, in milliseconds. */
const PROGRESS_MS = 2_000;

const strategy = z.enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(", ")}`);
const optionsSchema = z
  .object({
    strategy: strategy.default("single"),
    compare: z.array(strategy).default([]),
    judges: z.coerce.number("a number from 2 to 9").int("a whole number").min(2, "2 to 9").max(9, "2 to 9").optional(),
    rule: z.enum(VOTE_RULES, `one of ${VOTE_RULES.join(", ")}`).optional(),
    engine: z.enum(inferenceEngines, `one of ${inferenceEngines.join(", ")}`).optional(),
  })
  .refine(({ strategy: first, compare }) => new Set([first, ...compare]).size === compare.length + 1, {
    path: ["compare"],
    message: "name other strategies than --strategy (single unless told), each once",
  })
  .refine(
    ({ strategy: first, compare, judges, rule }) =>
      (judges ?? rule) === undefined || [first, ...compare].some((name) => name !== "single"),
    { path: ["judges"], message: "a single call has one judge: with --rule and --judges name another --strategy" },
  );

async function readCases(files: readonly string[], output: Output): Promise<LabelledCase[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        throw new OperatorError(`cannot read ${file}: ${error.code ?? error.message}`, 2, { cause: error });
      });
      try {
        return { file, ...readEvaluationFile(text) };
      } catch (error) {
        if (!(error instanceof UnreadableLabels)) throw error;
        throw new OperatorError(`${file}:${error.line} ${error.reason}`, 1, { cause: error });
      }
    }),
  );
  for (const { file, leftOut } of read) {
    if (leftOut.length > 0)
      output.say(`${path.basename(file)}: left out, the label allows both: ${leftOut.join(", ")}`);
  }
  return read.flatMap(({ cases }) => cases);
}

function engineNamed(name: z.infer<typeof optionsSchema>["engine"]) {
  const settings = parseSettings(process.env);
  const wanted = { ...settings, inferenceEngine: name ?? settings.inferenceEngine };
  if (wanted.inferenceUrls.length === 0 && !["auto", "offline", "llamacpp"].includes(wanted.inferenceEngine)) {
    throw new WrongUse(`--engine ${wanted.inferenceEngine} needs INFERENCE_URL, its address`);
  }
  return chooseEngine(wanted);
}

/** What one strategy answered, with its row of the table. */
type Measured = { strategy: Strategy; answers: Answer[]; evaluation: Evaluation };

async function measure(
  engine: Engine,
  cases: readonly LabelledCase[],
  wanted: Strategy,
  { output, signal }: { output: Output; signal: AbortSignal },
): Promise<Measured> {
  let done = 0;
  const timer = setInterval(() => output.say(`${wanted.name}: ${done} of ${cases.length} cases read`), PROGRESS_MS);
  const onAnswer = () => {
    done += 1;
  };
  try {
    const answers = await answerCases(engine, cases, { strategy: wanted, signal, onAnswer });
    return { strategy: wanted, answers, evaluation: scoreAnswers(answers) };
  } finally {
    clearInterval(timer);
  }
}

/** Runs until it is done or Ctrl-C. @throws OperatorError for the latter: half a measurement is none */
async function untilStopped<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  try {
    const result = await work(stopping.signal);
    if (stopping.signal.aborted) throw new OperatorError("stopped before all cases were read; nothing was measured", 1);
    return result;
  } finally {
    process.off("SIGINT", stop);
  }
}

function rowOf({ strategy: { name, ...rest }, evaluation }: Measured) {
  const { byType: _byType, byDomain: _byDomain, severity, misses: _misses, cost, ...counts } = evaluation;
  return { strategy: name, judges: 1, rule: null, ...rest, ...counts, severity: severity.share, ...cost };
}

/** `evaluate`: readings against labels. Exit code 1 when any case could not be read: the figures leave it out. */
export const evaluate: Run = async ({ values, positionals }, output) => {
  if (positionals.length === 0) throw new WrongUse("name at least one file of labelled cases");
  const options = readArguments(optionsSchema, values);
  const { engine, fleet } = engineNamed(options.engine);
  const cases = await readCases(positionals, output);
  const wanted = [options.strategy, ...options.compare].map((name) => strategyOf(name, options.judges, options.rule));
  if (engine.name === "offline" && wanted.some(({ name }) => name !== "single")) {
    output.say("The offline rules have no judges: every strategy gives the answer of a single reading.");
  }
  const measured = await untilStopped(async (signal) => {
    const all: Measured[] = [];
    // One after the other: side by side they would slow each other down, and the times would say nothing.
    for (const each of wanted) all.push(await measure(engine, cases, each, { output, signal }));
    return all;
  }).finally(() => fleet?.close());
  const [first, ...others] = measured;
  if (!first) throw new Error("nothing was measured");
  const comparisons = others.map((other) => ({
    first: first.strategy.name,
    second: other.strategy.name,
    ...compareAnswers(first.answers, other.answers),
  }));
  const about = { engine: engine.name, model: engine.model };
  const result = { ...first.evaluation, ...about, strategies: measured.map(rowOf), comparisons };
  await output.result(result, linesOfEvaluation(result, first.answers));
  const unread = measured.reduce((sum, { evaluation }) => sum + evaluation.unscored, 0);
  if (unread > 0) output.say(`${unread} readings gave no score and are in no figure`);
  return unread > 0 ? 1 : 0;
};
