/** A conversation with what is really in it, and what a reading said of it. Pure types. */
import type { ReadableMessage } from "@/domain/ingest/message";
import { type Outcome, type RiskType, SEVERITIES, type Severity } from "@/inference/risk";

/** How bad it is, mildest first; `none` where there is no risk. */
export const LEVELS = ["none", ...SEVERITIES] as const;
export type Level = (typeof LEVELS)[number];

/**
 * The older words of the vendor's suites for who is in danger, and the types of today that may stand for each. They name
 * whom it is about rather than what it is, so one domain stands for several types.
 */
export const DOMAIN_TYPES = {
  self: ["suicide", "self_harm", "self_neglect"],
  self_neglect: ["self_neglect"],
  others: ["violence"],
  dependent_at_risk: ["abuse", "sexual_violence", "neglect", "exploitation", "violence"],
  victimisation: ["abuse", "sexual_violence", "exploitation", "stalking", "violence"],
} as const satisfies Record<string, readonly RiskType[]>;
export type Domain = keyof typeof DOMAIN_TYPES;
export const DOMAINS = Object.keys(DOMAIN_TYPES) as Domain[];

/** What is really there. */
export type Expected = {
  outcome: "risk" | "none";
  /** Null where the label says that there is a risk but not of which type. */
  types: readonly RiskType[] | null;
  /** The worst severity; null where the label does not say. */
  level: Level | null;
  /** Severities that count as right: a range where clinicians would accept one. Empty where the label does not say. */
  accepted: readonly Level[];
  /** Domains of the older taxonomy, where the label uses them. */
  domains: readonly Domain[];
};

export type LabelledCase = { id: string; messages: ReadableMessage[]; expected: Expected };

/** What reading one case took. Tokens are null where no server counted them; time in milliseconds. */
export type ReadingCost = {
  calls: number;
  promptTokens: number | null;
  completionTokens: number | null;
  latencyMs: number;
};

/** What a reading said of one case. `level` is its worst severity; null where it was not read. */
export type Answer = {
  id: string;
  expected: Expected;
  got: Outcome;
  types: readonly RiskType[];
  level: Level | null;
  cost: ReadingCost;
};

/** The worst of some severities; null for none. */
export function worstSeverity(severities: readonly Severity[]): Severity | null {
  return SEVERITIES.findLast((severity) => severities.includes(severity)) ?? null;
}
