/** Which policies stand beside a case. Pure. */
import type { Draft } from "@/components/decide/draft";
import type { Policy } from "@/domain/decide/policies/policy-dto";
import type { ClassificationDto } from "@/inference/classification-dto";
import type { RiskType } from "@/inference/risk";

/** The types of risk that a case is about: what the reader is shown of the reading, and what they filled in. */
export function typesAbout(reading: ClassificationDto | null, draft: Draft | null): Set<RiskType> {
  const read = reading ? [...reading.risks, ...reading.suspected] : [];
  const filled = draft ? [...draft.risks, ...draft.missed].map(({ fields }) => fields) : [];
  return new Set([...read, ...filled].flatMap(({ type }) => type ?? []));
}

/** Those about one of the types, then those for every case; each group in the order it came in. */
export function fittingPolicies(policies: readonly Policy[], types: ReadonlySet<RiskType>): Policy[] {
  const about = policies.filter(({ riskTypes }) => riskTypes.some((type) => types.has(type)));
  return [...about, ...policies.filter(({ riskTypes }) => riskTypes.length === 0)];
}
