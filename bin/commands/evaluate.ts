import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Run, readArguments, WrongUse } from "@/bin/commands/command";
import type { Output } from "@/bin/commands/output";
import { type Answer, type Counts, type Evaluation, type LabelledCase, scoreAnswers } from "@/domain/measure/evaluate";
import { readEvaluationFile, UnreadableLabels } from "@/domain/measure/evaluation-file";
import { chooseEngine } from "@/inference/choose-engine";
import type { Engine } from "@/inference/engines/engine";
import { STRATEGY_NAMES } from "@/inference/strategies/strategy";
import { inferenceEngines, parseSettings } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";

/** Readings asked for at once. */
const AT_ONCE = 8;

const strategy = z.enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(", ")}`);
const optionsSchema = z.object({
  strategy: strategy.default("single"),
  compare: z.array(strategy).max(0, "this version has one strategy and nothing to compare it with").default([]),
  engine: z.enum(inferenceEngines, `one of ${inferenceEngines.join(", ")}`).optional(),
});

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

async function answerAll(engine: Engine, cases: readonly LabelledCase[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const batch = cases.slice(at, at + AT_ONCE).map(async ({ id, messages, expected }): Promise<Answer> => {
      const { reading } = await engine.read(messages);
      const types = reading.outcome === "risk" ? reading.risks.map((risk) => risk.type) : [];
      return { id, expected, got: reading.outcome, types };
    });
    answers.push(...(await Promise.all(batch)));
  }
  return answers;
}

function engineNamed(name: z.infer<typeof optionsSchema>["engine"]): Engine {
  const settings = parseSettings(process.env);
  const wanted = { ...settings, inferenceEngine: name ?? settings.inferenceEngine };
  if (wanted.inferenceUrls.length === 0 && !["auto", "offline", "llamacpp"].includes(wanted.inferenceEngine)) {
    throw new WrongUse(`--engine ${wanted.inferenceEngine} needs INFERENCE_URL, its address`);
  }
  return chooseEngine(wanted).engine;
}

const percent = (ratio: number | null) => (ratio === null ? "–" : `${(100 * ratio).toFixed(1)} %`);

function linesOf(evaluation: Evaluation & { engine: string; model: string }): string[] {
  const { cases, tp, fp, fn, tn, unscored, recall, specificity, precision, accuracy, misses } = evaluation;
  return [
    `${cases} cases with ${evaluation.engine} (${evaluation.model}): tp ${tp}, fp ${fp}, fn ${fn}, tn ${tn}, unscored ${unscored}`,
    `recall ${percent(recall)}, specificity ${percent(specificity)}, precision ${percent(precision)}, accuracy ${percent(accuracy)}`,
    ...misses.map(({ id, expected, got }) => `  ${id}: expected ${expected}, got ${got}`),
  ];
}

function figures({ cases, tp, fp, fn, tn, unscored, recall, specificity, precision, accuracy }: Counts): Counts {
  return { cases, tp, fp, fn, tn, unscored, recall, specificity, precision, accuracy };
}

/** `evaluate`: readings against labels. Exit code 1 when any case could not be read: the figures leave it out. */
export const evaluate: Run = async ({ values, positionals }, output) => {
  if (positionals.length === 0) throw new WrongUse("name at least one file of labelled cases");
  const options = readArguments(optionsSchema, values);
  const engine = engineNamed(options.engine);
  const cases = await readCases(positionals, output);
  const evaluation = { ...scoreAnswers(await answerAll(engine, cases)), engine: engine.name, model: engine.model };
  const strategies = [{ strategy: options.strategy, ...figures(evaluation) }];
  await output.result({ ...evaluation, strategies }, linesOf(evaluation));
  if (evaluation.unscored > 0) output.say(`${evaluation.unscored} cases could not be read and are in no figure`);
  return evaluation.unscored > 0 ? 1 : 0;
};
