/** The filters of the case list as they stand in the address. Read by the page on the server and by the list. */
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RISK_TYPES } from "@/inference/risk";

/** States that one can ask for; left out, the list shows all that wait for or are with somebody. */
export const LISTED_STATES = ["open", "claimed", "escalated", "decided", "closed"] as const;

export const caseFilterParsers = {
  tier: parseAsInteger,
  type: parseAsStringLiteral(RISK_TYPES),
  state: parseAsStringLiteral(LISTED_STATES),
  /** Id of a source. */
  source: parseAsString,
};
export const loadCaseFilters = createLoader(caseFilterParsers);

export type CaseFilters = Awaited<ReturnType<typeof loadCaseFilters>>;

/** The filters in the API's words: what is not chosen is left out. A tier outside 0 to 3 counts as not chosen. */
export function chosenFilters({ tier, type, state, source }: CaseFilters) {
  return {
    ...(tier !== null && tier >= 0 && tier <= 3 ? { tier } : {}),
    ...(type === null ? {} : { type }),
    ...(state === null ? {} : { state }),
    ...(source === null ? {} : { source }),
  };
}
