/**
 * The words for a group of conversations behind a number, as `?cell=` of the list of cases takes them:
 *
 * - `outcome.risk.none`: the model said risk, a person none (a false positive); the last word may be `open` or `waits`,
 *   and for unflagged ones `unasked`
 * - `stratum.split.risk`: of that stratum of the unflagged, with that answer; `stratum.split.all` for all of it. `seen` is
 *   what somebody decided on without a draw, `unframed` what never was in one
 * - `overturn.wrong_severity`: decided against the model in that way
 * - `type.suicide.self.fn`: of that type and subject (`any` for both): tp, fp, fn, or `open` (named, and not decided)
 * - `severity.mild.high`, `imminence.urgent.unstated`: what the model said, and what the person said
 *
 * Pure.
 */
import { z } from "zod";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

export const MODEL_OUTCOMES = ["risk", "none", "unscored"] as const;
/** What people made of it: a verdict that stands; one that waits for a second person; asked and not answered; never asked. */
export const ANSWERS = ["risk", "none", "waits", "open", "unasked"] as const;
export const OVERTURNS = [
  "agrees",
  "false_positive",
  "false_negative",
  "wrong_type",
  "wrong_subject",
  "wrong_severity",
  "wrong_imminence",
  "technical",
] as const;
export const TYPE_CELLS = ["tp", "fp", "fn", "open"] as const;
export const IMMINENCES_OR_NONE = [...IMMINENCES, "unstated"] as const;

export type ModelOutcome = (typeof MODEL_OUTCOMES)[number];
export type Answer = (typeof ANSWERS)[number];
export type Overturn = (typeof OVERTURNS)[number];
export type TypeCell = (typeof TYPE_CELLS)[number];

const one = <T extends readonly string[]>(words: T) => z.enum(words as unknown as [T[number], ...T[number][]]);
const parts = z.union([
  z.tuple([z.literal("outcome"), one(MODEL_OUTCOMES), one([...ANSWERS, "all"] as const)]),
  z.tuple([z.literal("stratum"), z.string().regex(/^\w{1,40}$/), one([...ANSWERS, "all"] as const)]),
  z.tuple([z.literal("overturn"), one(OVERTURNS)]),
  z.tuple([z.literal("type"), one(RISK_TYPES), one([...RISK_SUBJECTS, "any"] as const), one(TYPE_CELLS)]),
  z.tuple([z.literal("severity"), one(SEVERITIES), one(SEVERITIES)]),
  z.tuple([z.literal("imminence"), one(IMMINENCES_OR_NONE), one(IMMINENCES_OR_NONE)]),
]);
export type MeasureCell = z.infer<typeof parts>;

/** A cell from its words. */
export const measureCellSchema = z
  .string()
  .max(100)
  .transform((text, context): MeasureCell => {
    const parsed = parts.safeParse(text.split("."));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: "is no group of conversations, such as outcome.none.risk" });
    return z.NEVER;
  });

/** The words of a cell, for an address. */
export function cellWords(...cell: MeasureCell): string {
  return cell.join(".");
}
