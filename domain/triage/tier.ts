import type { Imminence, Risk, Severity } from "@/inference/risk";

export type Tier = 0 | 1 | 2 | 3;

/** How soon a person must look at a case of each tier, in seconds: the setting `tiers`. */
export type DueSeconds = Readonly<Record<Tier, number>>;

/** A conversation that could not be read may hold anything: it waits no longer than a high risk. */
export const UNSCORED_TIER: Tier = 1;
/** Samples, and cases that a person opened by hand. */
export const LOWEST_TIER: Tier = 3;

const BY_SEVERITY: Readonly<Record<Severity, Tier>> = { critical: 0, high: 1, moderate: 2, mild: 3 };
const BY_IMMINENCE: Readonly<Record<Imminence, Tier>> = { emergency: 0, urgent: 1, acute: 2, chronic: 3 };

/** The more urgent of two tiers; tier 0 is the most urgent. */
export function moreUrgent(one: Tier, other: Tier): Tier {
  return Math.min(one, other) as Tier;
}

/** The tier of one risk: the more urgent of what its severity and its imminence ask for. */
function tierOfRisk(risk: Pick<Risk, "severity" | "imminence">): Tier {
  const byImminence = risk.imminence === null ? LOWEST_TIER : BY_IMMINENCE[risk.imminence];
  return moreUrgent(BY_SEVERITY[risk.severity], byImminence);
}

/** The tier of a conversation: that of its worst risk. */
export function tierOfRisks(risks: readonly Pick<Risk, "severity" | "imminence">[]): Tier {
  return risks.map(tierOfRisk).reduce(moreUrgent, LOWEST_TIER);
}
