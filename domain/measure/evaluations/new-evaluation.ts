/** What comes with an uploaded file of labels, as the text fields of a form. */
import { z } from "zod";
import {
  DEFAULT_JUDGES,
  DEFAULT_RULE,
  STRATEGY_NAMES,
  type Strategy,
  strategyOf,
  VOTE_RULES,
} from "@/inference/strategies/strategy";
import { parseInput } from "@/lib/http/read-input";

const strategy = z.enum(STRATEGY_NAMES);

export const newEvaluationSchema = z
  .strictObject({
    strategy: strategy.default("single"),
    compare: z
      .string()
      .transform((names) => names.split(","))
      .pipe(z.array(strategy))
      .optional()
      .meta({ description: "Other strategies to compare it with, with commas between them" }),
    judges: z
      .string()
      .regex(/^[2-9]$/, "From 2 to 9")
      .default(String(DEFAULT_JUDGES))
      .transform(Number),
    voteRule: z.enum(VOTE_RULES).default(DEFAULT_RULE),
  })
  .refine(({ strategy: first, compare = [] }) => new Set([first, ...compare]).size === compare.length + 1, {
    path: ["compare"],
    message: "Name each strategy once",
  })
  .meta({ id: "EvaluationFields" });

/** Parses the fields. @returns the strategies, the one to compare with first @throws INVALID */
export function readNewEvaluation(fields: Record<string, string>): [Strategy, ...Strategy[]] {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const { strategy: first, compare = [], judges, voteRule } = parseInput(newEvaluationSchema, given);
  return [strategyOf(first, judges, voteRule), ...compare.map((name) => strategyOf(name, judges, voteRule))];
}
