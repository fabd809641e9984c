/**
 * The vocabulary of a reading: who is at risk, of what, how badly and how soon.
 *
 * Values and their order come from the model's documentation (the output format of NOPE Edge). The order of the
 * severity and imminence lists is the order of the scale, mildest first: rules compare positions in them.
 */
import { z } from "zod";

export const RISK_SUBJECTS = ["self", "other"] as const;
export const RISK_TYPES = [
  "suicide",
  "self_harm",
  "self_neglect",
  "violence",
  "abuse",
  "sexual_violence",
  "neglect",
  "exploitation",
  "stalking",
] as const;
export const SEVERITIES = ["mild", "moderate", "high", "critical"] as const;
export const IMMINENCES = ["chronic", "acute", "urgent", "emergency"] as const;
export const OUTCOMES = ["risk", "none", "unscored"] as const;

export type RiskSubject = (typeof RISK_SUBJECTS)[number];
export type RiskType = (typeof RISK_TYPES)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Imminence = (typeof IMMINENCES)[number];
export type Outcome = (typeof OUTCOMES)[number];

/** One risk as the model states it. `imminence` may be absent; `features` is an open vocabulary, often empty. */
export const riskSchema = z.object({
  subject: z.enum(RISK_SUBJECTS),
  type: z.enum(RISK_TYPES),
  severity: z.enum(SEVERITIES),
  imminence: z.enum(IMMINENCES).nullable(),
  features: z.array(z.string()),
});
export type Risk = z.infer<typeof riskSchema>;

/**
 * What one answer of a model says. `unscored` is a failure to read and is never a kind of `none`: it carries the
 * reason a person will be shown, and it always leads to a case.
 */
export type Reading =
  | { outcome: "risk"; reflection: string; risks: [Risk, ...Risk[]] }
  | { outcome: "none"; reflection: string; risks: [] }
  | { outcome: "unscored"; reason: UnscoredReason; detail: string };

export const UNSCORED_REASONS = [
  "model_unreachable",
  "model_timeout",
  "model_error",
  "output_cut_off",
  "output_not_understood",
  "reflection_conflict",
  "judges_undecided",
  "low_safety_score",
  "input_cut",
  "input_too_long",
  "nothing_to_read",
  "internal_error",
] as const;
export type UnscoredReason = (typeof UNSCORED_REASONS)[number];

/** Failures that lie with the model server: another try later may succeed on the same input. */
export const MODEL_FAILURES: readonly UnscoredReason[] = ["model_unreachable", "model_timeout", "model_error"];

/** Position on the severity scale, 0 (mild) to 3 (critical). */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Position on the imminence scale, 0 (chronic) to 3 (emergency); an absent imminence ranks below all, at -1. */
export function imminenceRank(imminence: Imminence | null): number {
  return imminence === null ? -1 : IMMINENCES.indexOf(imminence);
}
