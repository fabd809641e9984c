import { z } from "zod";
import { type Run, readArguments, WrongUse } from "@/bin/commands/command";
import { readStdin } from "@/bin/commands/read-stdin";
import { CLI } from "@/bin/commands/with-desk";
import { classifyInputSchema, classifyText } from "@/domain/triage/classify-text";
import { STRATEGY_NAMES } from "@/inference/strategies/strategy";

const optionsSchema = z.object({
  strategy: z.enum(STRATEGY_NAMES, `one of ${STRATEGY_NAMES.join(", ")}`).optional(),
});

/** `classify`: answers what POST /api/v1/classify answers, a failed reading's problem document included. */
export const classify: Run = async ({ values, positionals }, output) => {
  const { strategy } = readArguments(optionsSchema, values);
  const [given = "-", ...more] = positionals;
  if (more.length > 0) throw new WrongUse("give one text; put it in quotes");
  const text = given === "-" ? await readStdin() : given;
  const input = classifyInputSchema.safeParse({ text, ...(strategy ? { strategy } : {}) });
  if (!input.success) throw new WrongUse("there is nothing to read: give a text, or pipe one in");
  const result = await classifyText(CLI, input.data);
  const risks = result.risks.map(({ subject, type, severity, imminence, features }) =>
    [`  ${type} (${subject}), ${severity}`, imminence, features.join(" ")].filter(Boolean).join(", "),
  );
  const by = `${result.engine} ${result.model}, ${result.strategy}, ${result.latencyMs} ms`;
  const outcome = result.outcome === "risk" ? "risk" : "no risk";
  await output.result(result, [
    outcome,
    ...risks,
    result.reflection,
    `(${by}${result.provisional ? "; provisional" : ""})`,
  ]);
  return 0;
};
